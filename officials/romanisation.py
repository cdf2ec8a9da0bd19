"""How the letters of each script, and of each habit of romanising, may sound.

One line a spelling: a pattern, then the sounds it may stand for, each with what it
costs to believe so (in hundredths; nothing when usual). Patterns may look around
themselves; every pattern that fits at a place is considered, unless one of them is
marked `!`, which then silences the shorter ones.

The sounds: a e i o u; b v g d z k l m n p r s t f; Z (zh), S (sh), C (ch), D (j of
John), c (ts), h (kh, h), J (y of yes). `-` is silence.

Sources. Cyrillic to Latin: ISO 9:1995, GOST 7.79-2000 (systems A and B), BGN/PCGN
1944 and 1947, ALA-LC, GOST R 52535.1 and ICAO Doc 9303 (passports), the Ukrainian
table of 2010 (Cabinet of Ministers No. 55), the Belarusian instruction of 2007 (UN
X/4), the Kazakh Latin alphabet of 2021, Uzbek of 1995, Turkmen of 1993, Azeri of 1991;
the habits of newspapers: French (ou, tch, ch, j, -ine), German (Duden: sch, tsch, w,
s for z, z for ts), Dutch (oe, sj, zj, tsj), Scandinavian (sj, tj), Polish (PWN: sz, cz,
rz, w, ie), Czech and the other Slavs (č, š, ž), Hungarian (s, sz, cs, zs, gy, ty),
Italian (ci, sci), Spanish (j for kh, gu), Romanian (ș, ț), Lithuanian and Latvian
(masculine -as, -is, -us, -s), Turkish (c, ç, ş, ğ, ı). Armenian: BGN/PCGN 1981;
Georgian: national system of 2002; Greek: ELOT 743; Arabic and Hebrew: UNGEGN, where
most vowels are not written.
"""

LATIN = """
a a
ae e:10 a:15 ae:0
b b
c k c D:10 C:10 s:20
ch ! C h S:10 k:20
ci(?=[aou]) C:5 S:20
cc? k
ck k
cs C
cz(?!h) ! C c
d d
dh d
di(?=[ou]v$) d:10
dj D
dzs D
dsch D
dzh D
d[žż] D
đ D d
e e
e(?<=[hčšžż]e) o:20
e(?<=[bcdfghjklmnprstvz]e)$ -:10
ee i:10
g g Z:20 D:20
gh g h:10 -:30
gu(?=[eiéí]) g
gy d:10 dJ:10 g:10
ğ g -:20 h:20
h h g:10 -:35
(?<=[aeiou])h$ -:10
i i
i(?=[aeouéóěyě]) J:5 -:15
i(?<=[čšžlnhš]i)(?=[aeou]) -:5
ia e:25
aya(?<=skaya)$ a:5
aja(?<=skaja)$ a:5
aia(?<=skaia)$ a:5
aïa(?<=skaïa)$ a:5
(?<=[aeouáéóyəä])i J:5
ie i:10 e:5
ï i J
ı i
íy i
j J Z D h:10
ju Ju u:10
k k
kh ! h
l l
ly l:10
lj l:10
ł l
m m
n n
nj n:10
ny n:10
ñ n ng
ň n ng
o o
o(?<=k)$ a:5
o$ a:15
oe ! u o:15 oe:0
oo u:10
ou u o:30
ou(?=[bcdfghjklmnprstvzčšž]) ov:15
ö o Jo:10
ő o
ø o
p p
ph ! f
q k g:10
qu(?=[ei]) k
r r
rz(?!h) Z:10
rgs rkis:15
s s
s(?<=[aeiou]s)(?=[aeiou]) z:30
sc S:10 sk:10
sci(?=[aou]) S
sch ! S Z:10 SC:5 sh:20
sh ! S
shh SC
scht(?=sch) S
cht(?=ch) S
sj S
(?<=t)sj S
sz(?!h) ! S s
t t
tj C:10
th ! t
tch C
tsch C
tsh C:10
tsj C
tš C
ty t:10
ts c
tz(?!h) ! c ts
u u
(?<=[aeo])u v:10
ue u:15
ü u i Ju
ű u
v v
w v u:10
x ks h S:30
xh D:20
y i J u:20
z z
z(?<=[ei]z)$ c:25
zh ! Z
zj Z
zs(?!h) ! Z
zz z
á a
à a
â a Ja:0
ā a
ă a
ã a
å a o:10
ä a:10 e Ja:10
ą a on:20
æ e:10 a:10
ə e a
é e
è e
ê e
ë e Jo
ě e Je
ė e
ē e
ę e en:20
í i
ì i
î i J:10
ī i
į i
ó o u:20
ô o
õ o i:10
ō o
ú u
ù u
û u Ju
ū u
ų u
ů u
ý i J
ÿ i
č C
ć C
ç C s:20
ď d
ģ g
ġ g
ķ k
ļ l
ľ l
ĺ l
ņ n
ń n
ř r Z:10
ŕ r
ś s S:10
š S
ş S
ș S
ŝ SC S:10
ß s
ť t
ţ c
ț c
ŭ u v
ź z Z:10
ż Z
ž Z
ð d
þ t
"""

# After consonants, at the end of a word of five letters or more.
BALTIC = """
(?<=[bcčdfghjklļmnņprštvzž])s$ -:15
(?<=[bcčdfghjklmnprsštvzž])as$ -:10
(?<=[bcčdfghjklmnprštvzž])[iy]s$ -:20
(?<=[ijkmnlrvdtg])us$ -:15
(?<=sk)is$ i:5
"""

# Where the rest of the name speaks for it: see `habits`.
GERMAN = """
s s z:5
z c:5
"""
HUNGARIAN = """
s S
"""

CYRILLIC = """
а a
б b
в v
г g h:10
ґ g
ѓ g:10 D:10
д d
дз dz d:5
дж D
ђ D
е e
є e Je
ё Jo o e
ж Z D:5
з z
ѕ dz
и i
і i
ї i Ji
й J i:10
ј J
к k
ќ k C:10
л l
љ l lJ
м m
н n
нг n:20
њ n nJ
о o
о(?<=к)$ a:5
о$ a:15
п p
р r
с s
т t
у u
уа va:20
ф f
х h
ц c ts t:20
ч C
ћ C
џ D
ш S
щ SC S:5
ъ - a:30
ы i
ь -
ьо o Jo
йо Jo o:10
э e
ю Ju
я Ja e:25
ая(?<=ская)$ a:5
ў v u o
ә a e
ғ g h
қ k g:10
ҳ h
һ h
ң n ng
ө o u:20 e:30
ү u i
ұ u i
ӣ i
ӯ u o
ҷ D C:20
ргс rkis:15
"""

ARMENIAN = """
ա a
բ b p:20
գ g k:20
դ d t:20
ե e Je
զ z
է e
ը i - e:10
թ t
ժ Z
ի i
լ l
խ h
ծ c dz:20
կ k g:20
հ h
ձ dz c:20
ղ g h
ճ C D:20
մ m
յ J h:20
ն n
շ S
ո o vo
ու u
չ C
պ p b:20
ջ D C:20
ռ r
ս s
վ v
տ t d:20
ր r
ց c
ւ v u
փ p
ք k
օ o
ֆ f
և ev Jev
րգս rkis:15
"""

GEORGIAN = """
ა a
ბ b
გ g
დ d
ე e
ვ v
ზ z
თ t
ი i
კ k
ლ l
მ m
ნ n
ო o
პ p
ჟ Z
რ r
ს s
ტ t
უ u
ფ p
ქ k
ღ g
ყ k
შ S
ჩ C
ც c
ძ dz
წ c
ჭ C
ხ h
ჯ D
ჰ h
"""

GREEK = """
α a
αι e
αυ av af
β v b:20
γ g i:20 J:20
γι J gi i
γκ g ng
γγ ng
δ d
ε e
ει i
ευ ev ef
ζ z
η i
θ t f:20
ι i J
κ k
λ l
μ m
μπ b mb
ν n
ντ d nd
ξ ks
ο o
οι i
ου u
π p
ρ r
σ s S:20
τ t
τζ D dz
τσ c C
υ i
φ f
χ h
ψ ps
ω o
"""

ARABIC = """
ا a e -
ال al -
ب b p
پ p
ت t
ث t s
ج D g Z
چ C
ح h
خ h
د d
ذ d z
ر r
ز z
ژ Z
س s
ش S C:20
ص s
ض d z
ط t
ظ z d
ع - a
غ g h
ف f v
ڤ v
ق k g
ك k g h:20
ک k g
گ g
ل l
م m
ن n
ه h -
و v u o
ي J i e
ی J i e
ى a i
ة a -
ئ - i
ء -
ؤ u o -
"""

HEBREW = """
א a - e o
ב b v
ג g D
ד d
ה h - a
ו v u o
ז z Z
ח h
ט t
י J i e
כ k h
ך h k
ל l
מ m
ם m
נ n
ן n
ס s
ע - a
פ p f
ף f p
צ c C
ץ c C
ק k
ר r
ש S s
ת t
"""


