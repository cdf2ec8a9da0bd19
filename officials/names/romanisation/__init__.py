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
