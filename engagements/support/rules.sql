-- To whom an offer goes (officials.clearance.goes_out). What was offered before today, or
-- by who met them on that day in a contact that took place, has happened.
CREATE OR REPLACE FUNCTION app_offer_goes_to(offer uuid)
RETURNS TABLE (official uuid, weight text, circle bigint, let_go boolean)
LANGUAGE sql STABLE AS $$
    SELECT o.official_id,
           CASE WHEN o.exchange_id IS NULL THEN 'work' ELSE 'exposing' END,
           o.circle_id, false
    FROM engagements_offer o
    WHERE o.id = offer AND o.offered_on >= current_date
      AND NOT EXISTS (SELECT FROM engagements_outreachaction x
                      JOIN engagements_actionofficial a ON a.action_id = x.id
                      WHERE x.id = o.action_id AND x.state = 'done'
                        AND x.lead_id = o.offered_by_id AND x.done_on >= o.offered_on
                        AND a.official_id = o.official_id)
$$;

-- The same of an offer that was taken back or answered, and stands open again: it goes
-- to them anew, whenever it was made first.
CREATE OR REPLACE FUNCTION app_offer_goes_again_to(offer uuid)
RETURNS TABLE (official uuid, weight text, circle bigint, let_go boolean)
LANGUAGE sql STABLE AS $$
    SELECT o.official_id,
           CASE WHEN o.exchange_id IS NULL THEN 'work' ELSE 'exposing' END,
           o.circle_id, false
    FROM engagements_offer o WHERE o.id = offer
$$;
