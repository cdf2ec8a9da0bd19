"""One given name in the languages of its country and of its neighbours.

Papers of one person write Владимир, Володимир and Уладзімір: that is one name, unlike
Володя, which is another word for it and proves less. Source: the tables of name forms
in N. A. Petrovsky, «Словарь русских личных имён» (1966), and the official Belarusian
and Ukrainian forms of given names in passports of two languages.
"""

from functools import lru_cache

from officials.names.sounds import distance, first_sounds, heard

FORMS = """
Alexander Aleksandr Aleksander Aleksandar Alexandre Александр Олександр Аляксандр
Alexandra Aleksandra Александра Олександра Аляксандра
Alexei Aleksej Alexy Aleksiej Алексей Олексій Аляксей Oleksii Aliaksei
Anastasia Анастасия Анастасія Анастасiя Nastassia
Anatoly Anatole Анатолий Анатолій Анатоль
Andrei Andriej Андрей Андрій Андрэй Andriy
Anna Hanna Анна Ганна
Anton Антон Антін
Arkady Аркадий Аркадій Аркадзь
Artyom Artem Артём Артем Арцём Artsiom
Boris Borys Борис Барыс
Bogdan Bohdan Богдан Багдан
Vadim Vadym Вадим Вадзім
Valentin Valentyn Валентин Валянцін
Valentina Валентина Валянціна
Valery Валерий Валерій Валерый
Vasily Vasyl Василий Василь Васіль Vassili Wassili
Viktor Victor Виктор Віктор Віктар
Vitaly Виталий Віталій Віталь Vitali
Vladimir Volodymyr Владимир Володимир Уладзімір Uladzimir Wolodymyr
Vladislav Vladyslav Владислав Уладзіслаў Uladzislau
Vyacheslav Viatcheslav Вячеслав В’ячеслав Вячаслаў Wjatscheslaw
Galina Halyna Галина Галіна Halina
Gennady Геннадий Геннадій Генадзь Hennadii Henadz Guennadi
Georgy Георгий Георгій Heorhii Giorgi Георгі გიორგი
Gleb Глеб Гліб Hlib
Grigory Григорий Григорій Рыгор Hryhorii Ryhor
Daniil Danil Daniel Даниил Данило Даніла Danylo
Daria Darya Дарья Дарія Дар’я
David Davit Davyd Давид Дավիթ
Denis Denys Денис Дзяніс Dzianis
Dmitry Dmytro Dimitri Дмитрий Дмитро Дзмітрый Dzmitry
Evgeny Yevhen Eugene Евгений Євген Яўген Yauhen Jewgeni Yevgeny
Evgenia Yevheniia Евгения Євгенія Яўгенія
Egor Yehor Егор Єгор Ягор Yahor
Ekaterina Kateryna Catherine Екатерина Катерина Кацярына Katsiaryna
Elena Olena Alena Елена Олена Алена Yelena
Elizaveta Yelyzaveta Елизавета Єлизавета Лізавета
Fedor Fyodor Fedir Фёдор Федір Фёдар Fiodar Feodor
Filipp Philip Филипп Пилип Піліп Pylyp
Igor Ihor Ihar Игорь Ігор Ігар
Ilya Illia Илья Ілля Ілья
Irina Iryna Ирина Ірина Ірына
Joseph Iosif Иосиф Йосип Yosyp Иосип
Kirill Kyrylo Cyril Кирилл Кирило Кірыл Kiryl
Konstantin Kostiantyn Constantin Константин Костянтин Канстанцін Kanstantsin
Ksenia Xenia Ксения Ксенія
Leonid Leanid Леонид Леонід Леанід
Lyudmila Liudmyla Ludmila Людмила Людміла
Lyubov Любовь Любов Любоў
Mark Marko Марк Марко
Maria Mariya Мария Марія Марыя Marya
Marina Maryna Марина Марына
Matvei Матвей Матвій Мацвей
Maxim Maksym Maxime Максим Максім
Mikhail Mykhailo Михаил Михайло Міхаіл Mikheil Michail მიხეილ Mijail Michael
Muhammad Mohammed Mohamed Магомед Мухаммад Мухаммед Məhəmməd Mammad Mehmet محمد
Nadezhda Nadiia Nadzeya Надежда Надія Надзея
Natalia Nataliya Наталья Наталія Наталля
Nikita Mykyta Никита Микита Мікіта
Nikolai Mykola Mikalai Nicolai Nicholas Николай Микола Мікалай
Oleg Oleh Aleh Олег Алег
Olga Olha Volha Ольга Вольга
Pavel Pavlo Павел Павло Павал
Peter Petr Pyotr Petro Пётр Петро Петр Пятро Piotr Piatro Pjotr
Roman Raman Роман Раман
Ahmad Ahmed Ахмед Ахмад Əhməd Akhmed
Heydar Гейдар Heydər Haydar Хайдар Geidar
Hovhannes Hovanes Ованес Ованнес Оганес Oganes Hovhanes Հովհաննես
Husayn Hussein Hüseyn Гусейн Хусейн Huseyn
Ibrahim Ибрагим Ибрахим Ibragim
Ismail Исмаил İsmayıl
Svetlana Svitlana Светлана Світлана Святлана Sviatlana
Semyon Semen Семён Семен Сямён
Sergei Serhii Serge Сергей Сергій Сяргей Siarhei Serguei
Serzh Serge Серж Սերժ Serž
Sofia Sofya София Софья Софія
Stanislav Станислав Станіслав Станіслаў Stanislau
Stepan Степан Сцяпан Stsiapan
Tatiana Tetiana Татьяна Тетяна Таццяна Tatsiana Tatyana
Timofei Тимофей Тимофій Цімафей Tymofii
Vera Vira Вера Віра
Yakov Yako Yakovl Yakiv Яков Яків Якаў
Yaroslav Ярослав Яраслаў Jaroslav
Yulia Julia Юлия Юлія Iulia
Yuri Yury Юрий Юрій Юрый Juri Iouri
"""

AS_ONE = 0.2  # so near must a word be to a form of the table
NAMES = [line.split() for line in FORMS.strip().split("\n")]


@lru_cache(maxsize=1)
def _by_first_sound():
    forms_by_sound = {}
    for number, forms in enumerate(NAMES):
        for form in forms:
            for sound in first_sounds(form):
                length = len(heard(form).plain)
                forms_by_sound.setdefault(sound, []).append((number, form, length))
    return forms_by_sound


@lru_cache(maxsize=65_536)
def name_numbers(word, spoken=""):
    """Which names of the table a word is a form of: a set of their numbers."""
    numbers = set()
    plain, _edges, abjad = heard(word, spoken)
    if abjad:  # too little is written to tell
        return frozenset()
    for sound in first_sounds(word, spoken):
        for number, form, length in _by_first_sound().get(sound, ()):
            if number in numbers or abs(length - len(plain)) > 2:
                continue
            if distance(word, form, (spoken, "")) <= AS_ONE:
                numbers.add(number)
    return frozenset(numbers)


def forms_of(word, spoken=""):
    """All forms, in every language, of the name that a word is a form of."""
    return [form for number in name_numbers(word, spoken) for form in NAMES[number]]


@lru_cache(maxsize=65_536)
def numbers_by_stem(stem, spoken=""):
    """The same for what a patronymic is made of: Pavl-ovich, Nikola-evich."""
    return name_numbers(stem, spoken).union(
        *(name_numbers(stem + ending, spoken) for ending in ("o", "a", "i"))
    )
