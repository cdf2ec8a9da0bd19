"""What a new database begins with, as plain data."""

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
