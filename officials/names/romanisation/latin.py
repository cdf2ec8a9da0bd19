"""The Latin letters, in the habits of all who romanise."""

LATIN = """
a a
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
ee i:10 e:5 eJe:10
g g Z:20 D:20
g(?=[ts]) k:20
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
oe ! u oe:0
oo u:10
ou u o:30
ou(?=[bcdfghjklmnprstvzčšž]) ov:15
ö o Jo:10
ő o
ŏ o u
ø o
p p
p$ b:25
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
t$ d:25
tj C:10
th ! t
tch C
tsch C
stsch SC
tsh C:10
tsj C
tš C
ty t:10
ts c
tz(?!h) ! c ts
u u
(?<=[aeo])u v:10
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
ae e:10
oe o:10
ue u:15
ei ai
eu oi:10
^s(?=[tp]) S
s s z:5
z c:5
"""
HUNGARIAN = """
s S
"""
