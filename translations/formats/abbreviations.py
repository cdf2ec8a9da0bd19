"""What looks like the end of a sentence and is none, and the other way round.

Data for all languages at once, for a judgment in Russian cites one in English.
Abbreviations stand in small letters, without their blanks: “т. е.” is `т.е.`.
"""

# After these a sentence never ends.
NEVER_LAST = """
mr. mrs. ms. messrs. dr. drs. prof. hon. rev. lt. col. gen. sgt. cpt. capt. cmdr. maj.
pres. gov. sen. st. ste. mt. rep. dep. asst. assoc. adm. amb. insp. supt. fr. mme.
mlle. mm. mgr. v. vs. cf. e.g. i.e. viz. c.f. ca. approx. esp. incl. excl. resp. sc.
eg. ie. vgl. z.b. d.h. bzw. sog. u.a. i.v.m. i.s.d. i.s.v. i.d.f. i.d.r. gem. einschl.
inkl. betr. insb. insbes. ggf. evtl. zzgl. abzgl. bspw. m.w.n. vorl. frhr. urt.
beschl. p.ex. c.-à-d. sr. sra. srta. dña. ee.uu. ud. uds. avv. dott. sig. sig.ra tzn.
tj. tzv. např. dra. arq. ing. lic. см. ср. напр. т.е. т.н. т.наз. т.к. т.ч. вт.ч. цит.
подп. пост. опред. реш. прил. прим. им. акад. проф. доц. г-н. г-жа. гр. гр-н. гр-ка.
тов. зам. пом. нач. ген. полк. подполк. кап. лейт. сер. ст.лейт. мл. св. о-в. ул. пр.
просп. пр-т. пер. пл. бул. б-р. наб. ш. пос. дер. гор. обл. респ. р-н. мкр. корп. стр.
соц. юр. физ. адм. уг. угол. гражд. и.о. вр.и.о. исп. ок. прибл. англ. нем. фр. франц.
лат. рус. укр. каз. ж.д. ред. сост. див. ім. пор. зокр. т.зв. т.т. д-р. вул. пров.
бульв. смт. буд. оф. зв. р-ну. заст. заступ. гром. п-н. скор. нім. қ. ауд. көш. даң.
т.ғ. м.а. мыс. жоғ. қар. салыст. т.ж.
"""

# They stand before a number (also a letter in quotes): there no sentence ends. They may
# well be a word otherwise: “He said no.”
BEFORE_NUMBERS = """
no. nos. nr. nrs. num. núm. art. arts. para. paras. par. pars. sec. secs. sect. ch.
chs. chap. p. pp. pg. vol. vols. fig. figs. tab. app. apps. add. corr. rev. cl. reg.
regs. r. rr. s. ss. sch. n. nn. fn. l. ll. col. cols. ed. eds. pt. pts. item. doc.
docs. appl. appls. app.no. app.nos. res. rec. op. ser. ex. est. tel. fax. ext. box.
apt. circ. c. ca. bd. abs. rn. rdnr. rz. ziff. buchst. lit. kap. anm. az. aufl. anl.
bl. hs. kl. nrn. sp. al. alin. fasc. req. pág. págs. cap. pag. ust. poz. pkt. lp. čl.
odst. п. пп. п.п. ст. ст.ст. стст. ч. чч. гл. разд. абз. с. сс. стр. т. тт. кн. вып.
рис. табл. граф. ил. прим. прил. д. дд. кв. оф. эт. каб. ком. тел. изд. л. лл. ф. оп.
сб. подп. лит. фиг. диагр. под. подпункт. жал. № пол. арт. мал. розд. арк. дод. підп.
вип. буд. кім. рядк. част. спр. б. бб. тар. бап. тарм. тармақ. үй. пәт. қос. кест.
сур. янв. фев. февр. мар. апр. авг. сен. сент. окт. нояб. дек. июн. июл. січ. лют.
бер. берез. квіт. трав. черв. лип. серп. верес. жовт. листоп. груд. jan. feb. febr.
mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. janv. févr. avr. juil. déc. okt.
dez. mär. тыс. тис. млн. млрд. bn. mio. mrd. exp. ats. pos.
"""

# A sentence may end after these, or go on with a name: it ends where a word follows
# that begins sentences (below).
BEFORE_NAMES = """
кл. г. гг. р. рр. ж. жж. в. вв. д. с. п. м. о. ст. сс. х. пгт. co. corp. inc. ltd.
plc. bros. jr. sr. u.s. u.k. u.n. e.u. u.s.a. u.s.s.r. et.al. etal. al. op.cit.
loc.cit. opcit. ibid. id. hrsg. ff. f. fn. n. supra. infra. passim. dept. univ. gov.
govt. min. comm. ct. dist. assn. int. intl. nat. natl. crim. civ. ch. ct.app. sup.ct.
adv. esq. c. m. j. jj. l.j. q.c. k.c. p. cit. ders. dies. a.a.o. ebd. st. ave. blvd.
rd. руб. коп. ред. сост. пер. авт. сокр. юр. м-во. ун-т. ин-т. ж-л. р.х. р.н. г.р.
г.рожд. обл. гос. фед. конст. верх. мин. упр. мед. хоз. науч. воен. нац. сов. ком.
"""

# A sentence often ends after these: it does where a capital letter follows.
OFTEN_LAST = """
долл. etc. usw. u.s.w. ect. т.д. т.п. др. идр. ипр. проч. ін. т.ін. таін. т.б. т.с.с.
іг.д. інш. н.э. a.m. p.m. чел. чол. руб. коп. грн. тг. теңг. га. кг. км. см. мм. мин.
сек. час. ч. куб.м. кв.м. кв.км. кв.см. шт. экз. лет. мес. нед. ос. kg. km. cm. sq.m.
hrs. min. sec. uhr.
"""

# After those too, unless one of these follows.
NOT_AFTER_THE_LAST = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday GMT UTC MSK CET EST BST
Eastern Moscow США USA РФ РК РСФСР СССР ЕС UAH
"""

# Words that begin sentences and are no names, also after an abbreviation.
OPENERS = """
The This That These Those He She It They We I You His Her Its Their Our My There Then
Here In On At By For From With Without Within To Of As After Before Since Until Under
Over During However Moreover Furthermore Therefore Thus Hence Nevertheless Although
Though While When Where Whereas Whether If Unless Because But And Or Nor So Yet Also A
An All Any Both Each Every Few Many Most Much No None Nobody Nothing Not Only Other
Others Several Some Such What Which Who Whose Why How Accordingly Additionally
According Finally First Second Third Lastly Indeed Instead Meanwhile Otherwise
Subsequently Consequently Neither Either One Two Three Four Five Six Seven Eight Nine
Ten Despite Following Having Being Between Among Again Today Later Even Once See Он
Она Оно Они Мы Вы Я Его Её Ее Их Это Этот Эта Эти Этим Этой Того Тот Та Те То Тогда
Там Так Также Такой Такая Такие Таким Такое Тем Тому Теперь Затем Здесь Зато Все Всё
Вся Всего В Во На По При К Ко С Со У О Об Обо От Из За Для До Под Над Без Через Между
Перед После Про Около Против Согласно Однако Кроме Поэтому Следовательно Вместе
Впоследствии Впрочем Далее Если Когда Как Какие Какой Кто Что Чтобы Чего Где Почему
Поскольку Хотя Пока Лишь Только Ни Не Но Да Нет Даже И А Или Либо Ибо Иных Иные Никто
Ничего Ничто Никакие Некоторые Многие Другие Другой Другая Каждый Каждая Любой
Одновременно Ранее Позднее Позже Потом Сегодня Несмотря Вопреки Вследствие Ввиду
Благодаря Помимо Среди Наконец Напротив Например Вместо Уже Ещё Еще Им Ей Ему Ею Нам
Нас Вам Мне Меня Себя Свой Своё Свою Оба Обе Сам Сама Сами Само Тут Оттуда Туда
Тогдашний Данный Данная Данное Данные Указанный Настоящий Вона Він Воно Вони Ми Ви
Його Її Їх Їхній Це Цей Ця Ці Цього Цьому Тоді Також Отже Однак Проте Але Або Чи Якщо
Коли Як Який Яка Яке Які Хто Що Щоб Де Чому Оскільки Хоча Лише Тільки Ні Й І З Із Зі
Уві Під Від Між Після Крім Згідно Відповідно Всі Усі Усе Кожен Жоден Ніхто Нічого Інші
Інший Деякі Багато Пізніше Раніше Потім Йому Їй Їм Ним Нею Яна Ён Яно Яны Гэта Гэты
Гэтая Аднак Калі Пасля Тады Таму Ол Олар Бұл Осы Сол Сондықтан Алайда Бірақ Егер
Сонымен Сондай Содан Оның Оған Оны Олардың Біз Мен Сіз Барлық Әр Кейін Бұдан Мұндай Ал
Және Немесе Өйткені Осыған Осылайша Дегенмен Il Elle Ils Elles Nous Vous Je Ce Cet
Cette Ces Cela Ceci Celui Celle Un Une Dans Sur Par Pour Avec Sans Sous Selon Après
Avant Depuis Pendant Mais Donc Car Et Ou Où Si Quand Lorsque Lorsqu’il Comme Ainsi
Toutefois Cependant Néanmoins Enfin Ensuite Puis Aucun Aucune Tout Tous Toute Toutes
Plusieurs Certains Chaque Son Sa Ses Leur Leurs Notre En Au Aux À Y Qui Que Quel
Quelle Quels Personne Rien Non Oui Or, Partant Suivant Malgré Er Sie Es Wir Ihr Ich
Dies Diese Dieser Dieses Diesem Diesen Jene Jener Ein Eine Einer Eines Einem Einen Im
Am Auf Aus Bei Mit Nach Von Vom Vor Zu Zum Zur Für Gegen Ohne Um Unter Über Durch Seit
Während Wegen Trotz Jedoch Aber Oder Und Denn Doch Daher Deshalb Dann Danach Dabei
Damit Dafür Darin Dort Hier Hierzu Wenn Als Ob Obwohl Weil Nachdem Bevor Wie Was Wer
Wo Warum Kein Keine Keiner Niemand Nichts Alle Alles Jeder Jede Jedes Manche Viele
Einige Auch Nur Nicht Ferner Zudem Außerdem Schließlich Sein Seine Seiner Ihre Ihrer
Este Esta Esto Estos Estas Ese Esa Eso Ella Ellos Ellas Se Su Sus Una Con Por Para
Pero Sin Según Después Cuando Como Aunque Además También Nadie Nada Todo Todos Questo
Questa Questi Egli Essa Essi Lui Lei Loro Uno Nel Nella Per Ma Dopo Quando Come Ona
Oni Ta Te W Z Ze Na Po Dla Do Od Jednak Ale Nie Jeśli Gdy Nikt
"""

# Before an hour they make a beginning of it: “At 5 p.m. Ivanov left.”
BEFORE_HOURS = """
at by about after before until around в к с до около после о об близько після à vers
um gegen
"""

# The same, but they also stand inside names: not after an initial (“P. Le Pen”).
OPENERS_AND_PARTICLES = """
Le La Les De Du Des El Los Las Al Lo Gli Dei Della Der Die Das Dem Den Da Di Do Van
Von
"""

# Before a number with a stop they make it an ordinal: “der 2. Senat”, “am 12. April”.
BEFORE_ORDINALS = """
der die das dem den des am im zum zur vom beim bis ab seit ein eine eines einer einem
einen jeder jede jedes dieser diese dieses diesem ihr ihre ihrem ihrer sein seine
seinem seiner
"""
MONTHS = """
Januar Jänner Februar März April Mai Juni Juli August September Oktober November
Dezember Januari Februari Maart Mei Augustus Januara
"""

# What is numbered; with its number alone it is a heading, not a sentence.
NUMBERED_PARTS = """
article articles section rule chapter part title principle paragraph annex appendix
item art. sec. ch. para. no. § §§ № table figure schedule artikel abschnitt kapitel
teil anhang titre chapitre partie règle annexe point artículo capítulo titolo capitolo
статья статьи глава раздел часть пункт правило принцип параграф приложение таблица
рисунок ст. п. гл. ч. разд. рис. табл. стаття розділ частина підпункт додаток таблиця
бап бөлім тарау тармақ бөлік қағида
"""
