"""What a new database begins with, as plain data."""

# Markers of progress, from the work of Citizens’ Watch and its partners: (level, text,
# text in Russian).
MARKER_IDEAS = (
    (
        "expect",
        "Receives us, and answers letters in time",
        "Принимает нас и вовремя отвечает на письма",
    ),
    (
        "expect",
        "Names a person in the office whom we may ring",
        "Назначает в учреждении человека, которому можно позвонить",
    ),
    (
        "expect",
        "Takes the documents we bring and says what was of use",
        "Берёт привезённые документы и говорит, что пригодилось",
    ),
    (
        "expect",
        "Comes to a seminar of ours and stays to the end",
        "Приходит на наш семинар и остаётся до конца",
    ),
    (
        "expect",
        "Sends subordinates to a training",
        "Направляет подчинённых на обучение",
    ),
    (
        "expect",
        "Answers complaints by relatives on their merits",
        "Отвечает на жалобы родственников по существу",
    ),
    (
        "expect",
        "Gives the figures that the law makes public",
        "Даёт сведения, которые по закону открыты",
    ),
    (
        "expect",
        "Lets the ombudsman visit without notice",
        "Допускает уполномоченного без предупреждения",
    ),
    (
        "like",
        "Asks us for a document or an opinion unprompted",
        "Сам просит у нас документ или мнение",
    ),
    (
        "like",
        "Cites an international standard in an order or a decision",
        "Ссылается на международную норму в приказе или решении",
    ),
    (
        "like",
        "Uses our translation in the training of the staff",
        "Использует наш перевод при обучении сотрудников",
    ),
    (
        "like",
        "Puts a question of rights on the agenda of the board",
        "Выносит вопрос о правах на коллегию",
    ),
    (
        "like",
        "Tries a changed practice in one unit",
        "Пробует новый порядок в одном подразделении",
    ),
    (
        "like",
        "Invites us to comment on a draft",
        "Приглашает нас высказаться о проекте",
    ),
    (
        "like",
        "Tells colleagues of other regions about it",
        "Рассказывает об этом коллегам из других регионов",
    ),
    (
        "like",
        "Publishes the results of inquiries into complaints",
        "Публикует результаты проверок по жалобам",
    ),
    (
        "like",
        "Opens doors to an independent medical examination",
        "Открывает дорогу независимому медицинскому осмотру",
    ),
    (
        "love",
        "Changes an instruction so that it meets the standard",
        "Меняет инструкцию так, что она отвечает норме",
    ),
    (
        "love",
        "Keeps the change when the head of the office changes",
        "Изменение остаётся и при новом руководителе",
    ),
    (
        "love",
        "Speaks in public for the change, also when it costs",
        "Публично выступает за перемены, даже когда это чего-то стоит",
    ),
    ("love", "Trains others, without us", "Обучает других без нас"),
    ("love", "Proposes a change of the law", "Предлагает изменить закон"),
    (
        "love",
        "Lets the public control places of detention as a matter of course",
        "Общественный контроль мест лишения свободы стал обычным делом",
    ),
    (
        "love",
        "Disciplines those who break the rule, and says so",
        "Наказывает нарушителей правила и говорит об этом открыто",
    ),
)
