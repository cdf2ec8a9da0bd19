"""Spellings of public names in many languages: one person a line; and pairs of two.

Written for these tests from how each language writes such names. A star marks lines
that stood aside while the tables were made.
"""

ONE_PERSON = """
Владимир Путин | Vladimir Putin | Wladimir Putin | Vladimir Poutine | Władimir Putin | Vladimir Poetin | Vlagyimir Putyin | Vladimiras Putinas | Vladimirs Putins | Володимир Путін | Уладзімір Пуцін | Βλαντιμίρ Πούτιν | فلاديمير بوتين | ולדימיר פוטין
* Михаил Горбачёв | Mikhail Gorbachev | Michail Gorbatschow | Mikhaïl Gorbatchev | Michail Gorbatsjov | Michaił Gorbaczow | Mihail Gorbacsov | Michailas Gorbačiovas | Mihails Gorbačovs | Mijaíl Gorbachov | Mihail Gorbatšov | Михайло Горбачов
Борис Ельцин | Boris Yeltsin | Boris Jelzin | Boris Eltsine | Borys Jelcyn | Boris Jeltsin | Borisz Jelcin | Borisas Jelcinas | Boriss Jeļcins | Борис Єльцин | Барыс Ельцын
* Никита Хрущёв | Nikita Khrushchev | Nikita Chruschtschow | Nikita Khrouchtchev | Nikita Chruszczow | Nikita Chroesjtsjov | Nyikita Hruscsov | Nikita Hruštšov | Nikita Chruščov | Nikita Jruschov | Nikita Chrusjtjov | Микита Хрущов
Дмитрий Медведев | Dmitry Medvedev | Dmitri Medwedew | Dmitri Medvedev | Dmitrij Miedwiediew | Dmitrij Medvegyev | Dmitrijus Medvedevas | Dmitrijs Medvedevs | Dmitrij Medveděv | Дмитро Медведєв
* Сергей Лавров | Sergey Lavrov | Sergei Lawrow | Sergueï Lavrov | Siergiej Ławrow | Szergej Lavrov | Sergejus Lavrovas | Sergejs Lavrovs | Serguéi Lavrov | Сергій Лавров | Сяргей Лаўроў | سيرجي لافروف
Сергей Шойгу | Sergei Shoigu | Sergei Schoigu | Sergueï Choïgou | Siergiej Szojgu | Szergej Sojgu | Sergej Šojgu | Sergej Sjojgoe
* Александр Лукашенко | Аляксандр Лукашэнка | Alexander Lukashenko | Aliaksandr Lukashenka | Alexandre Loukachenko | Alexander Lukaschenko | Alaksandr Łukaszenka | Aljaksandr Lukašenka | Alekszandr Lukasenka | Aleksandr Loekasjenko | Олександр Лукашенко
Светлана Тихановская | Святлана Ціханоўская | Sviatlana Tsikhanouskaya | Svetlana Tikhanovskaya | Swetlana Tichanowskaja | Svetlana Tikhanovskaïa | Swiatłana Cichanouska
* Владимир Зеленский | Володимир Зеленський | Volodymyr Zelenskyy | Volodymyr Zelensky | Wolodymyr Selenskyj | Wołodymyr Zełenski | Volodymyr Zelenskyi | Volodimir Zelenszkij | Volodymyr Zelens’kyj | Volodymyras Zelenskis | Уладзімір Зяленскі | فولوديمير زيلينسكي
Юлия Тимошенко | Юлія Тимошенко | Yulia Tymoshenko | Julija Tymoschenko | Ioulia Timochenko | Julia Tymoszenko | Julija Timosenko | Yuliya Tymoshenko
* Петр Порошенко | Петро Порошенко | Petro Poroshenko | Petro Poroschenko | Petro Porochenko | Petro Poroszenko | Petro Porošenko | Пётр Порошенко
Виктор Янукович | Віктор Янукович | Viktor Yanukovych | Wiktor Janukowytsch | Viktor Ianoukovitch | Wiktor Janukowycz | Viktor Janukovics | Viktor Janukovyč | Viktor Yanukovich
* Виктор Ющенко | Віктор Ющенко | Viktor Yushchenko | Wiktor Juschtschenko | Viktor Iouchtchenko | Wiktor Juszczenko | Viktor Joesjtsjenko | Viktor Juščenko | Viktor Juscsenko
Леонид Кучма | Леонід Кучма | Leonid Kuchma | Leonid Kutschma | Leonid Koutchma | Łeonid Kuczma | Leonid Koetsjma | Leonid Kučma
* Арсений Яценюк | Арсеній Яценюк | Arseniy Yatsenyuk | Arsenij Jazenjuk | Arseni Iatseniouk | Arsenij Jaceniuk | Arseni Jatsenjoek
Алексей Навальный | Alexei Navalny | Alexei Nawalny | Alexeï Navalny | Aleksiej Nawalny | Aleksej Navalnyj | Aleksej Navalni | Олексій Навальний | Alekszej Navalnij
* Анатолий Чубайс | Anatoly Chubais | Anatoli Tschubais | Anatoli Tchoubaïs | Anatolij Czubajs | Anatolij Csubajsz | Anatoli Tsjoebajs | Anatolij Čubajs
Виктор Черномырдин | Viktor Chernomyrdin | Wiktor Tschernomyrdin | Viktor Tchernomyrdine | Wiktor Czernomyrdin | Viktor Csernomirgyin | Viktor Tsjernomyrdin | Viktor Tjernomyrdin
* Владимир Жириновский | Vladimir Zhirinovsky | Wladimir Schirinowski | Vladimir Jirinovski | Władimir Żyrinowski | Vlagyimir Zsirinovszkij | Vladimir Zjirinovski | Vladimir Zjirinovskij | Vladimiras Žirinovskis
Геннадий Зюганов | Gennady Zyuganov | Gennadi Sjuganow | Guennadi Ziouganov | Giennadij Ziuganow | Gennagyij Zjuganov | Gennadij Zjuganov | Gennadijs Zjuganovs
* Александр Солженицын | Aleksandr Solzhenitsyn | Alexander Solschenizyn | Alexandre Soljenitsyne | Aleksandr Sołżenicyn | Aleksandr Solzjenitsyn | Alekszandr Szolzsenyicin | Aleksandr Solženicyn
Михаил Ходорковский | Mikhail Khodorkovsky | Michail Chodorkowski | Mikhaïl Khodorkovski | Michaił Chodorkowski | Mihail Hodorkovszkij | Mijaíl Jodorkovski | Michail Chodorkovskij | Mihhail Hodorkovski
* Андрей Сахаров | Andrei Sakharov | Andrei Sacharow | Andreï Sakharov | Andriej Sacharow | Andrej Szaharov | Andrejs Saharovs | Andréi Sájarov | Andrej Sacharov
Фёдор Достоевский | Fyodor Dostoevsky | Fjodor Dostojewski | Fiodor Dostoïevski | Fiodor Dostojewski | Fjodor Dostojevszkij | Fedor Dostoyevskiy
* Пётр Чайковский | Pyotr Tchaikovsky | Pjotr Tschaikowski | Piotr Tchaïkovski | Piotr Czajkowski | Pjotr Csajkovszkij | Pjotr Tsjaikovski | Petr Čajkovskij
Рамзан Кадыров | Ramzan Kadyrov | Ramsan Kadyrow | Ramzan Kadirov | Ramzan Kadõrov
* Сергей Щербаков | Sergei Shcherbakov | Sergej Schtscherbakow | Sergueï Chtcherbakov | Siergiej Szczerbakow | Sergej Ščerbakov | Szergej Scserbakov | Sergey Scherbakov
Кажымурат Ермеков | Қажымұрат Ермеков | Qazhymurat Yermekov | Kazhymurat Ermekov | Qajymurat Ermekov
* Касым-Жомарт Токаев | Қасым-Жомарт Тоқаев | Kassym-Jomart Tokayev | Qasym-Jomart Toqaev | Kassym-Schomart Tokajew | Kassym-Jomart Tokaïev | Kasym-Zhomart Tokaev | Kasim-Jomart Tokajev
Нурсултан Назарбаев | Нұрсұлтан Назарбаев | Nursultan Nazarbayev | Nursultan Nasarbajew | Noursoultan Nazarbaïev | Nursułtan Nazarbajew | Nūrsūltan Nazarbaev | Nursultan Nazarbajev
* Шавкат Мирзиёев | Shavkat Mirziyoyev | Schawkat Mirsijojew | Chavkat Mirzioïev | Shavkat Mirziyayev | Szawkat Mirzijojew | Şavkat Mirziyoyev | Sjavkat Mirzijojev
Ислам Каримов | Islam Karimov | Islom Karimov | Islam Karimow | Ислом Каримов | İslam Kerimov
* Ильхам Алиев | İlham Əliyev | Ilham Aliyev | Ilham Alijew | Ilham Aliev | Ilham Alijev | İlham Aliyev | إلهام علييف
Гейдар Алиев | Heydər Əliyev | Heydar Aliyev | Heidar Alijew | Haydar Aliyev | Гейдар Алирза оглы Алиев | Heydər Əlirza oğlu Əliyev
* Эльмар Мамедъяров | Elmar Məmmədyarov | Elmar Mammadyarov | Elmar Mamedyarov | Elmar Mammadjarow
Гурбангулы Бердымухамедов | Gurbanguly Berdimuhamedow | Gurbanguly Berdimuhamedov | Gourbangouly Berdymoukhamedov | Gurbanguly Berdymukhamedov
* Эмомали Рахмон | Эмомалӣ Раҳмон | Emomali Rahmon | Emomalii Rachmon | Emomali Rakhmon
Садыр Жапаров | Sadyr Japarov | Sadyr Zhaparov | Sadır Caparov | Sadyr Schaparow | Sadyr Dschaparow
* Алмазбек Атамбаев | Almazbek Atambayev | Almasbek Atambajew | Almazbek Atambaïev
Михаил Саакашвили | Mikheil Saakashvili | მიხეილ სააკაშვილი | Micheil Saakaschwili | Mikheïl Saakachvili | Micheil Saakaszwili | Mihail Szaakasvili | Միխեիլ Սաակաշվիլի
* Эдуард Шеварднадзе | Eduard Shevardnadze | ედუარდ შევარდნაძე | Eduard Schewardnadse | Édouard Chevardnadze | Eduard Szewardnadze | Eduard Sevardnadze | Eduard Sjevardnadze
Саломе Зурабишвили | Salome Zourabichvili | სალომე ზურაბიშვილი | Salome Surabischwili | Salome Zurabishvili | Salome Zurabiszwili
* Бидзина Иванишвили | Bidzina Ivanishvili | ბიძინა ივანიშვილი | Bidsina Iwanischwili | Bidzina Iwaniszwili
Никол Пашинян | Nikol Pashinyan | Նիկոլ Փաշինյան | Nikol Paschinjan | Nikol Pachinian | Nikol Paszynian | Nikol Pasinján
* Серж Саргсян | Serzh Sargsyan | Սերժ Սարգսյան | Sersch Sargsjan | Serge Sarkissian | Serż Sarkisjan | Serzj Sargsian
Роберт Кочарян | Robert Kocharyan | Ռոբերտ Քոչարյան | Robert Kotscharjan | Robert Kotcharian | Robert Koczarian
* Алексис Ципрас | Alexis Tsipras | Αλέξης Τσίπρας | Alexis Cipras
Башар Асад | Bashar al-Assad | بشار الأسد | Baschar al-Assad | Bachar el-Assad | Башар аль-Асад
* Биньямин Нетаньяху | Benjamin Netanyahu | בנימין נתניהו | Benyamin Netanyahu
Анна Сергеевна Волкова | Волкова Анна Сергеевна | Волкова, Анна Сергеевна | Anna Sergeyevna Volkova | А. С. Волкова | Волкова А.С. | Anna Volkova | A. Volkova | Anna Sergejewna Wolkowa | Ганна Сергіївна Волкова
* Юрий Яковлевич Чайка | Yury Yakovlevich Chaika | Juri Jakowlewitsch Tschaika | Iouri Tchaïka | Jurij Czajka | Chaika Yu. Ya. | Юрій Якович Чайка | Ю. Я. Чайка
Александр Иванович Бастрыкин | Alexander Ivanovich Bastrykin | Aleksandr Iwanowitsch Bastrykin | Alexandre Bastrykine | Aleksandr Bastrõkin | Bastrykin A I
* Николай Патрушев | Nikolai Patrushev | Nikolai Patruschew | Nikolaï Patrouchev | Nikołaj Patruszew | Nyikolaj Patrusev | Mykola Patrushev
Дмитрий Козак | Dmitry Kozak | Dmitri Kosak | Дмитро Козак | Dmitrij Kozak
* Вячеслав Володин | Vyacheslav Volodin | Wjatscheslaw Wolodin | Viatcheslav Volodine | Wiaczesław Wołodin | Vjacseszlav Vologyin | Vjatsjeslav Volodin
Татьяна Москалькова | Tatyana Moskalkova | Tatjana Moskalkowa | Tatiana Moskalkova | Tetiana Moskalkova | Tatyana Moskal'kova
* Григорий Явлинский | Grigory Yavlinsky | Grigori Jawlinski | Grigori Iavlinski | Grigorij Jawliński | Grigorij Javlinszkij | Hryhorii Yavlinskyi
Юрий Цветков | Yuri Tsvetkov | Juri Zwetkow | Iouri Tsvetkov | Jurij Cwietkow | Jurij Cvetkov | Yury Tzvetkov
* Хамид Хамидов | Hamid Hamidov | Khamid Khamidov | Xamid Xamidov | Chamid Chamidow | Ҳамид Ҳамидов
Абдулла Арипов | Abdulla Aripov | Abdullah Aripov | Abdulla Oripov | Абдулло Орипов
* Жанар Айтжанова | Zhanar Aitzhanova | Janar Aitjanova | Жанар Айтжанова | Schanar Aitschanowa
Игорь Сечин | Igor Sechin | Igor Setschin | Igor Setchine | Igor Sieczin | Ihor Sechin
* Ольга Голодец | Olga Golodets | Olga Golodez | Olga Golodiec | Olha Holodets
Михаил Мишустин | Mikhail Mishustin | Michail Mischustin | Mikhaïl Michoustine | Michaił Miszustin | Mihail Misusztyin
* Константин Хабенский | Konstantin Khabensky | Konstantin Chabenski | Constantin Khabenski | Kanstantsin Khabenski
Евгений Примаков | Yevgeny Primakov | Jewgeni Primakow | Evgueni Primakov | Jewgienij Primakow | Evgeny Primakov | Євген Примаков | Jevgenyij Primakov
* Валерий Зорькин | Valery Zorkin | Waleri Sorkin | Valeri Zorkine | Walerij Zorkin | Valerijus Zorkinas
Egor Gaidar | Егор Гайдар | Yegor Gaidar | Jegor Gaidar | Iegor Gaïdar | Jegor Gajdar | Єгор Гайдар
* Дзмітрый Крутой | Дмитрий Крутой | Dzmitry Krutoi | Dmitry Krutoy | Dmitrij Krutoj | Dzmitryj Krutoj
Уладзімір Макей | Владимир Макей | Uladzimir Makei | Vladimir Makei | Uładzimir Makiej
* Алесь Беляцкий | Алесь Бяляцкі | Ales Bialiatski | Ales Bjaljazki | Aleś Bialacki | Ales Bialatski
"""

TWO_PEOPLE = """
Путин | Пугин
Иванов | Ивашов
Петров | Петровский
Щербаков | Щербина
Karimov | Kerimbekov
Соколов | Соколовский
Козлов | Козаков
Медведев | Медведчук
Лебедев | Лебедь
Назаров | Назарбаев
Алиев | Алимов
Rahimov | Rakhmonov
Зайцев | Заяц
Орлов | Орехов
Громов | Громыко
Смирнов | Смирнитский
Попов | Поповых
Сергей Лавров | Сергей Иванов
Ilham Aliyev | Ilham Huseynov
Александр Карпов | Алексей Карпов
Анна Волкова | Анна Волков
Волков, Александр | Волкова, Александра
Марина Петрова | Марианна Петрова
Роман Исаев | Рамзан Исаев
Иван Козлов | Игорь Козлов
Александр Иванович Карелин | Александр Петрович Карелин
А. С. Иванов | Анна Сергеевна Иванова
А. С. Иванов | Сергей Александрович Иванов
B. S. Kashin | Boris Ivanovich Kashin
Dmitry Petrov | Denis Petrov
Vladimir Sokolov | Vladislav Sokolov
Вячеслав Орлов | Владислав Орлов
Станислав Белов | Ростислав Белов
Валерий Громов | Валентин Громов
Виктор Лукин | Виталий Лукин
Руслан Алиев | Рустам Алиев
Антон Чехов | Андрей Чехов
Артур Панов | Артём Панов
Михаил Зайцев | Максим Зайцев
Наталья Соколова | Надежда Соколова
Ольга Седова | Олег Седов
Евгений Попов | Евгения Попова
Александр Павлов | Павел Александров
Иван Петров | Пётр Иванов
Алина Орлова | Элина Орлова
Мария Белова | Марина Белова
Илья Ильин | Ильяс Ильин
Семёнов | Семенченко
Савченко | Савчук
Бондаренко | Бондарчук
Kovalenko | Kovalchuk
Shevchenko | Shevchuk
Кравченко | Кравчук
Мельник | Мельниченко
Ткаченко | Ткачук
Романов | Романенко
Романов | Романовский
Назаренко | Назаров
Федоров | Федоренко
Федотов | Федоров
Фомин | Фоменко
Никитин | Никифоров
Николаев | Николаенко
Захаров | Захарченко
Тимофеев | Тимошенко
Мартынов | Мартыненко
Григорьев | Григорян
Петросян | Петров
Саркисян | Саркисов
Давидян | Давидов
Karapetyan | Karapetov
Абрамов | Абрамович
Юсупов | Юсуфзаде
Исмаилов | Исмаилзаде
Гасанов | Гасымов
Гусейнов | Гулиев
Mamedov | Mammadyarov
Rasulov | Rasulzade
Nazarov | Nazarenko
Рахимов | Рашидов
Каримов | Касымов
Усманов | Усенов
Жуков | Жуковский
Жуков | Шухов
Шевцов | Швецов
Чернов | Черненко
Чернов | Червов
Чайка | Чайковский
Гордеев | Гордиенко
Горбачев | Горбатов
Горбунов | Горбатов
Хрущев | Хрусталев
Ельцин | Ельников
Сахаров | Захаров
Зубов | Дубов
Белов | Белый
Белов | Беляев
Крылов | Круглов
Фролов | Фадеев
Тарасов | Тарасенко
Борисов | Денисов
Миронов | Мирошник
Миронов | Маронов
Калинин | Калинкин
Калугин | Кулагин
Баранов | Барабанов
Кузнецов | Кузнец
Кузьмин | Кузьменко
Степанов | Степашин
Степанов | Стефанов Олег
Lavrov | Lavrentiev
Primakov | Prigozhin
Patrushev | Petrushev
Сечин | Сенчин
Nadir Aliyev | Nazim Aliyev
Heydar Aliyev | Ilham Aliyev
Islam Karimov | Gulnara Karimova
Нурсултан Назарбаев | Дарига Назарбаева
Виктор Янукович | Виктор Ющенко
Petro Poroshenko | Oleksiy Poroshenko
Юлія Тимошенко | Євгенія Тимошенко
Gulnara Karimova | Lola Karimova
Mikheil Saakashvili | Bidzina Ivanishvili
Սերժ Սարգսյան | Նիկոլ Փաշինյան
Sargsyan | Sahakyan
Серж Саргсян | Вазген Саргсян
Irakli Kobakhidze | Irakli Gharibashvili
Aleksandr Turchin | Aleksandr Torshin
Yuriy Artemenko | Yuriy A. Sergeyev
Sergey Naryshkin | Sergey N. Gritsay
Анна Юрьевна Кузнецова | Анна Витальевна Кузнецова
Dmitri Ivanovich Saveliev | Dmitri Vladimirovich Saveliev
John Smith | Joan Smith
José García | Josefa García
محمد الأسد | بشار الأسد
محمد حسن | محمد حسين
"""


def groups():
    """The spellings of each person of `ONE_PERSON`."""
    for line in ONE_PERSON.strip().split("\n"):
        yield [name.strip() for name in line.removeprefix("* ").split("|")]


def one_person():
    """Pairs of spellings of one name: each with the first and with the next."""
    pairs = set()
    for names in groups():
        pairs |= {(names[0], other) for other in names[1:]}
        pairs |= {*zip(names[1:], names[2:], strict=False)}
    return sorted(pairs)


def two_people():
    """Pairs of names of different people."""
    for line in TWO_PEOPLE.strip().split("\n"):
        one, other = line.split(" | ")
        yield one, other
