"""Countries as people write them in tables: their codes, and their names in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..._values.countries import COUNTRIES
from .headings import folded

#: ISO 3166 code, the code of three letters, and names; most first in English.
_NAMES: Final = """
AD AND|Andorra
AE ARE|United Arab Emirates|UAE|Emiratos Arabes Unidos|Emirados Arabes Unidos|Vereinigte Arabische Emirate|Emirats arabes unis|الإمارات|الامارات
AF AFG|Afghanistan|Afganistan
AG ATG|Antigua and Barbuda
AL ALB|Albania|Albanien|Albanie
AM ARM|Armenia|Armenien|Armenie
AO AGO|Angola
AR ARG|Argentina|Argentinien|Argentine
AT AUT|Austria|Österreich|Autriche|Áustria|Oostenrijk
AU AUS|Australia|Australien|Australie|Austrália
AZ AZE|Azerbaijan|Aserbaidschan
BA BIH|Bosnia and Herzegovina|Bosnia|Bosnien
BB BRB|Barbados
BD BGD|Bangladesh
BE BEL|Belgium|Belgien|Belgique|Bélgica|België|Belgio
BF BFA|Burkina Faso
BG BGR|Bulgaria|Bulgarien|Bulgarie|България
BH BHR|Bahrain|البحرين
BI BDI|Burundi
BJ BEN|Benin
BN BRN|Brunei
BO BOL|Bolivia|Bolívia
BR BRA|Brazil|Brasil|Brasilien|Brésil|Brasile|Brazilië
BS BHS|Bahamas|The Bahamas
BT BTN|Bhutan
BW BWA|Botswana
BY BLR|Belarus
BZ BLZ|Belize
CA CAN|Canada|Kanada|Canadá
CD COD|Democratic Republic of the Congo|DR Congo
CG COG|Republic of the Congo|Congo
CH CHE|Switzerland|Schweiz|Suisse|Suiza|Suíça|Svizzera|Zwitserland
CI CIV|Ivory Coast|Cote d'Ivoire
CL CHL|Chile|Chili
CM CMR|Cameroon|Cameroun|Kamerun
CN CHN|China|Chine|中国|PRC
CO COL|Colombia|Kolumbien|Colombie|Colômbia
CR CRI|Costa Rica
CU CUB|Cuba|Kuba
CV CPV|Cape Verde|Cabo Verde
CY CYP|Cyprus|Zypern|Chipre|Κύπρος
CZ CZE|Czech Republic|Czechia|Tschechien|Česko|Chequia|Tchéquie
DE DEU|Germany|Deutschland|Alemania|Alemanha|Allemagne|Germania|Duitsland|Niemcy|Almanya|BRD
DJ DJI|Djibouti
DK DNK|Denmark|Dänemark|Danmark|Dinamarca|Danemark|Denemarken
DM DMA|Dominica
DO DOM|Dominican Republic|República Dominicana|Dominikanische Republik
DZ DZA|Algeria|Algerien|Algérie|Argelia|الجزائر
EC ECU|Ecuador|Equador|Équateur
EE EST|Estonia|Estland|Eesti
EG EGY|Egypt|Ägypten|Egipto|Égypte|Egito|مصر
ER ERI|Eritrea
ES ESP|Spain|España|Spanien|Espagne|Espanha|Spagna|Spanje|Hiszpania
ET ETH|Ethiopia
FI FIN|Finland|Finnland|Suomi|Finlandia|Finlande
FJ FJI|Fiji
FR FRA|France|Frankreich|Francia|França|Frankrijk|Francja|Fransa
GA GAB|Gabon
GB GBR|United Kingdom|UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Großbritannien|Vereinigtes Königreich|Reino Unido|Royaume-Uni|Regno Unito
GD GRD|Grenada
GE GEO|Georgia|Georgien
GH GHA|Ghana
GM GMB|Gambia
GN GIN|Guinea
GP GLP|Guadeloupe
GQ GNQ|Equatorial Guinea
GR GRC|Greece|Griechenland|Grecia|Grèce|Grécia|Ελλάδα|Hellas
GT GTM|Guatemala
GU GUM|Guam
GW GNB|Guinea-Bissau
GY GUY|Guyana
HK HKG|Hong Kong|香港
HN HND|Honduras
HR HRV|Croatia|Kroatien|Hrvatska|Croacia|Croatie
HT HTI|Haiti
HU HUN|Hungary|Ungarn|Magyarország|Hungría|Hongrie
ID IDN|Indonesia|Indonesien|Indonésie
IE IRL|Ireland|Irland|Irlanda|Irlande|Éire
IL ISR|Israel|ישראל
IN IND|India|Indien|Inde|Índia|भारत
IQ IRQ|Iraq|Irak|العراق
IR IRN|Iran
IS ISL|Iceland|Island|Ísland
IT ITA|Italy|Italien|Italia|Italie|Itália|Italië|Włochy
JM JAM|Jamaica|Jamaika
JO JOR|Jordan|Jordanien|الأردن
JP JPN|Japan|Japón|Japon|Japão|日本
KE KEN|Kenya|Kenia
KG KGZ|Kyrgyzstan
KH KHM|Cambodia|Kambodscha|Camboya
KR KOR|South Korea|Korea|Republic of Korea|Südkorea|Corea del Sur|한국|대한민국
KW KWT|Kuwait|الكويت
KZ KAZ|Kazakhstan|Kasachstan|Казахстан
LA LAO|Laos
LB LBN|Lebanon|Libanon|Liban|لبنان
LI LIE|Liechtenstein
LK LKA|Sri Lanka
LR LBR|Liberia
LS LSO|Lesotho
LT LTU|Lithuania|Litauen|Lietuva
LU LUX|Luxembourg|Luxemburg
LV LVA|Latvia|Lettland|Latvija
LY LBY|Libya
MA MAR|Morocco|Marokko|Maroc|Marruecos|المغرب
MC MCO|Monaco
MD MDA|Moldova
ME MNE|Montenegro
MG MDG|Madagascar
MK MKD|North Macedonia|Macedonia
ML MLI|Mali
MM MMR|Myanmar|Burma
MN MNG|Mongolia
MO MAC|Macau|Macao
MR MRT|Mauritania
MT MLT|Malta
MU MUS|Mauritius
MV MDV|Maldives
MW MWI|Malawi
MX MEX|Mexico|México|Mexiko|Mexique|Messico
MY MYS|Malaysia|Malasia|Malaisie
MZ MOZ|Mozambique|Moçambique
NA NAM|Namibia
NC NCL|New Caledonia
NE NER|Niger
NG NGA|Nigeria
NI NIC|Nicaragua
NL NLD|Netherlands|The Netherlands|Holland|Niederlande|Nederland|Países Bajos|Países Baixos|Pays-Bas|Paesi Bassi
NO NOR|Norway|Norwegen|Norge|Noruega|Norvège
NP NPL|Nepal
NZ NZL|New Zealand|Neuseeland|Nueva Zelanda|Nova Zelândia|Nouvelle-Zélande
OM OMN|Oman|عمان
PA PAN|Panama|Panamá
PE PER|Peru|Perú
PG PNG|Papua New Guinea
PH PHL|Philippines|Philippinen|Filipinas|Pilipinas
PK PAK|Pakistan
PL POL|Poland|Polen|Polska|Polonia|Pologne
PR PRI|Puerto Rico
PS PSE|Palestine
PT PRT|Portugal|Portogallo
PY PRY|Paraguay|Paraguai
QA QAT|Qatar|Katar|قطر
RE REU|Reunion|La Réunion
RO ROU|Romania|Rumänien|România|Rumanía|Roumanie
RS SRB|Serbia|Serbien|Srbija
RU RUS|Russia|Russland|Rusia|Russie|Rússia|Россия|Russian Federation
RW RWA|Rwanda
SA SAU|Saudi Arabia|KSA|Saudi-Arabien|Arabia Saudita|السعودية
SC SYC|Seychelles
SD SDN|Sudan
SE SWE|Sweden|Schweden|Sverige|Suecia|Suède|Suécia|Zweden
SG SGP|Singapore|Singapur|Singapour|新加坡
SI SVN|Slovenia|Slowenien|Slovenija
SK SVK|Slovakia|Slowakei|Slovensko
SL SLE|Sierra Leone
SM SMR|San Marino
SN SEN|Senegal|Sénégal
SO SOM|Somalia
SR SUR|Suriname
SV SLV|El Salvador
SY SYR|Syria
TG TGO|Togo
TH THA|Thailand|Tailandia|Thaïlande|ไทย
TJ TJK|Tajikistan
TM TKM|Turkmenistan
TN TUN|Tunisia|Tunesien|Tunisie|تونس
TR TUR|Turkey|Türkei|Türkiye|Turquía|Turquie|Turquia
TT TTO|Trinidad and Tobago|Trinidad
TW TWN|Taiwan|台灣|台湾
TZ TZA|Tanzania
UA UKR|Ukraine|Україна|Ucrania
UG UGA|Uganda
US USA|United States|United States of America|U.S.|U.S.A.|America|Vereinigte Staaten|Estados Unidos|EE. UU.|EEUU|EUA|États-Unis|Stati Uniti|Verenigde Staten|ABD|США|美国
UY URY|Uruguay|Uruguai
UZ UZB|Uzbekistan
VE VEN|Venezuela
VN VNM|Vietnam|Viet Nam|Việt Nam
YE YEM|Yemen
ZA ZAF|South Africa|Südafrika|Sudáfrica|África do Sul|Afrique du Sud|Zuid-Afrika
ZM ZMB|Zambia
ZW ZWE|Zimbabwe
"""


def _index() -> Mapping[str, str]:
    codes = {}
    for line in _NAMES.strip().splitlines():
        code, *names = line.split("|")
        two, three = code.split()
        codes |= {folded(name): two for name in (three, *names)}
    return codes | {code.casefold(): code for code in COUNTRIES}


_CODES: Final = _index()


def read_country(text: str) -> str | None:
    """The ISO 3166 code of a country as people write it; None where that is not known."""
    return _CODES.get(folded(text))
