"""The letters of the other scripts, as their own speakers sound them."""

CYRILLIC = """
а a
б b
в v
г g h:10
г(?=[тс]) k:20
ґ g
ѓ g:10 D:10
д d
дз dz d:5
дж D
ђ D
е e Jo:20
ее e:5 eJe
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
ңн n
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
