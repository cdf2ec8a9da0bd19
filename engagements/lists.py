"""The lists that a new database begins with, as plain data."""

# Words that do not suit, by language: (word, why, what to say instead).
WORDS = {
    "en": (
        ("guilty", "blame", "what happened, and what would prevent it"),
        ("your fault", "blame", "what we saw, and what would help"),
        ("blame", "blame", "what the rules ask, and what is missing"),
        ("accuse", "blame", "raise, or ask about"),
        ("failure", "blame", "what is not in place yet"),
        ("failed to", "blame", "has not yet"),
        ("negligence", "blame", "what was overlooked"),
        ("incompetent", "blame", "what training would help"),
        ("violator", "blame", "the rule, and the case"),
        ("abuse of power", "blame", "the limits that the law sets"),
        ("shame", "blame", "what a good example would be"),
        ("cover up", "blame", "what is not published yet"),
        ("demand", "pressure", "ask, or suggest"),
        ("insist", "pressure", "would be glad if"),
        ("you must", "pressure", "it would help if"),
        ("obliged", "pressure", "the rule says"),
        ("immediately", "pressure", "by a day that suits them"),
        ("ultimatum", "pressure", "an offer, with a date to talk again"),
        ("expose", "pressure", "publish, after they have read it"),
        ("consequences", "pressure", "what comes next"),
        ("last warning", "pressure", "an offer, with a date to talk again"),
        ("or else", "pressure", "an offer that stands alone"),
        ("press charges", "pressure", "what the law provides"),
        ("puppet", "label", "their office, and what they decide"),
        ("regime", "label", "the name of the institution"),
        ("corrupt", "label", "what was reported, and by whom"),
        ("crony", "label", "the tie, as it is known"),
        ("thug", "label", "their rank and name"),
        ("our agent", "label", "a colleague in the service"),
        ("use him", "label", "work with him"),
        ("use her", "label", "work with her"),
        ("guarantee", "haste", "what we can do, and by when"),
        ("secretly", "haste", "in confidence, and say to whom it is known"),
    ),
    "ru": (
        ("виноват", "blame", "что произошло и что поможет это предупредить"),
        ("вина", "blame", "что произошло и что поможет это предупредить"),
        ("обвинять", "blame", "обратить внимание, спросить"),
        ("провал", "blame", "чего пока нет"),
        ("халатность", "blame", "что осталось без внимания"),
        ("некомпетентный", "blame", "какое обучение было бы полезно"),
        ("нарушитель", "blame", "норма и случай"),
        ("произвол", "blame", "пределы, установленные законом"),
        ("злоупотребление", "blame", "пределы, установленные законом"),
        ("позор", "blame", "какой пример был бы хорошим"),
        ("скрывать", "blame", "что пока не опубликовано"),
        ("бездействие", "blame", "что ещё можно сделать"),
        ("требовать", "pressure", "просим, предлагаем"),
        ("настаивать", "pressure", "были бы признательны"),
        ("обязаны", "pressure", "как говорит норма"),
        ("немедленно", "pressure", "в удобный для вас срок"),
        ("незамедлительно", "pressure", "в удобный для вас срок"),
        ("ультиматум", "pressure", "предложение и день, чтобы вернуться к разговору"),
        ("разоблачить", "pressure", "опубликовать, показав им заранее"),
        ("последствия", "pressure", "что будет дальше"),
        ("последнее предупреждение", "pressure", "предложение и день нового разговора"),
        ("в противном случае", "pressure", "предложение, которое стоит само по себе"),
        ("заставить", "pressure", "помочь решиться"),
        ("надавить", "pressure", "предложить, объяснить"),
        ("марионетка", "label", "должность и что они решают"),
        ("режим", "label", "название учреждения"),
        ("коррупционер", "label", "о чём сообщалось и кем"),
        ("чинуша", "label", "должность и имя"),
        ("силовик", "label", "служба и звание"),
        ("ставленник", "label", "связь, как она известна"),
        ("наш агент", "label", "коллега в ведомстве"),
        ("завербовать", "label", "начать работать вместе"),
        ("гарантировать", "haste", "что мы можем сделать и к какому дню"),
        ("тайно", "haste", "доверительно, и кому это известно"),
    ),
}

# A playbook: (name, what for, anchor), the same in Russian, and its steps, each
# (days from the anchor, kind of action, subject, subject in Russian).
PLAYBOOKS = (
    (
        (
            "New minister",
            "The first hundred days of somebody new at the head of an office.",
            "the day of the appointment",
        ),
        ("Новый министр", "Первые сто дней нового руководителя.", "день назначения"),
        (
            (
                3,
                "congratulation",
                "Congratulate on the appointment",
                "Поздравить с назначением",
            ),
            (
                21,
                "letter",
                "Introduce ourselves and one useful thing we have",
                "Представиться и предложить одну полезную вещь",
            ),
            (
                45,
                "meeting",
                "Ask for half an hour to listen",
                "Попросить полчаса, чтобы выслушать",
            ),
            (
                75,
                "document",
                "Hand over a document on what they spoke about",
                "Передать документ о том, что их занимает",
            ),
            (100, "call", "Ask what of it was of use", "Спросить, что пригодилось"),
        ),
    ),
    (
        (
            "Cold start",
            "Somebody who does not know us yet, and whom we may approach.",
            "the day on which we begin",
        ),
        (
            "Первое знакомство",
            "Тот, кто нас ещё не знает и к кому можно обратиться.",
            "день начала",
        ),
        (
            (
                0,
                "letter",
                "Write who we are and why we turn to them",
                "Написать, кто мы и почему обращаемся",
            ),
            (14, "call", "Ask whether the letter came", "Спросить, дошло ли письмо"),
            (
                35,
                "document",
                "Send one text that helps in their work",
                "Послать один текст, полезный в работе",
            ),
            (60, "meeting", "Ask for a short meeting", "Попросить о короткой встрече"),
        ),
    ),
    (
        (
            "After a seminar",
            "What was begun at a seminar is not forgotten in the week after.",
            "the last day of the seminar",
        ),
        (
            "После семинара",
            "Начатое на семинаре не забывается через неделю.",
            "последний день семинара",
        ),
        (
            (
                3,
                "thanks",
                "Thank for coming, with the photographs and papers",
                "Поблагодарить, приложить снимки и материалы",
            ),
            (
                14,
                "call",
                "Ask what they take into their work",
                "Спросить, что возьмут в работу",
            ),
            (
                45,
                "document",
                "Send what they asked for at the seminar",
                "Послать то, о чём просили на семинаре",
            ),
            (90, "meeting", "See what has changed since", "Посмотреть, что изменилось"),
        ),
    ),
    (
        (
            "Successor",
            "Somebody we work with leaves, and another takes the post.",
            "the last day in the post",
        ),
        (
            "Преемник",
            "Тот, с кем мы работаем, уходит, и приходит другой.",
            "последний день в должности",
        ),
        (
            (
                -14,
                "meeting",
                "Ask who comes, and to be introduced",
                "Спросить, кто придёт, и попросить познакомить",
            ),
            (
                -3,
                "thanks",
                "Thank for the years of work together",
                "Поблагодарить за годы совместной работы",
            ),
            (7, "congratulation", "Welcome the successor", "Приветствовать преемника"),
            (
                21,
                "meeting",
                "Go through what was agreed with the predecessor",
                "Пройти по договорённостям с предшественником",
            ),
            (
                60,
                "call",
                "Ask the one who left how they are",
                "Спросить ушедшего, как дела",
            ),
        ),
    ),
)

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

# The professional days of Russian institutions. By decree or custom: of the prosecutors
# (Decree 1329 of 1995), of the penal service (Decree 1433 of 2010), of the organs of
# internal affairs (Decree 1348 of 2011), of lawyers (Decree 130 of 2008), of local
# self-government (Decree 805 of 2012), of parliamentarism (2012), of science (Decree
# 717 of 1999): (name, name in Russian, month, day, kind of institution).
PROFESSIONAL_DAYS = (
    ("Prosecutors’ Day", "День работника прокуратуры", 1, 12, "prosecutor"),
    ("Day of Russian Science", "День российской науки", 2, 8, "academy"),
    (
        "Day of the Penal Service",
        "День работников уголовно-исполнительной системы",
        3,
        12,
        "prison",
    ),
    (
        "Day of Local Self-Government",
        "День местного самоуправления",
        4,
        21,
        "local_administration",
    ),
    (
        "Day of Russian Parliamentarism",
        "День российского парламентаризма",
        4,
        27,
        "parliament",
    ),
    ("Day of Remand Prisons", "День работников СИЗО и тюрем", 10, 31, "prison"),
    (
        "Day of Internal Affairs Officers",
        "День сотрудника органов внутренних дел",
        11,
        10,
        "police",
    ),
    ("Lawyers’ Day", "День юриста", 12, 3, "court"),
    ("Human Rights Day", "День прав человека", 12, 10, "ombudsman"),
)
