"""Words in dates by language: months, days of the week, filler words and eras."""

from __future__ import annotations

MONTH_NAMES: tuple[str, ...] = (
    "january januar januari janvier janv enero ene janeiro gennaio gen januarie ocak oca styczeń stycznia "
    "sty leden ledna január januára siječanj siječnja ianuarie ian tammikuu tammikuuta jan январь января "
    "янв січень січня січ януари ιανουάριος ιανουαρίου ιαν يناير",
    "february februar februari février fevrier févr fevr fév febrero feb fevereiro fev febbraio febr "
    "şubat şub luty lutego lut únor února februarie februára veljača veljače helmikuu helmikuuta február "
    "февраль февраля фев февр лютий лютого лют февруари φεβρουάριος φεβρουαρίου φεβ فبراير",
    "march märz maart mars mar marzo março marts mart mrt mär mrz marzec marca březen března marec martie "
    "ožujak ožujka maaliskuu maaliskuuta március márc март марта мар мрт березень березня бер μάρτιος "
    "μαρτίου μαρ مارس",
    "april avril avr apr abril abr aprile nisan nis kwiecień kwietnia kwi duben dubna apríl apríla "
    "travanj travnja aprilie huhtikuu huhtikuuta április ápr апрель апреля апр квітень квітня кві април "
    "απρίλιος απριλίου απρ أبريل ابريل",
    "may mai mei mayo maio maggio mag mayıs maj maja květen května máj mája svibanj svibnja toukokuu "
    "toukokuuta május май мая травень травня тра μάιος μαΐου μαΐ μαϊ مايو",
    "june juni juin junio jun junho giugno giu haziran haz czerwiec czerwca cze červen června jún júna "
    "lipanj lipnja iunie iun kesäkuu kesäkuuta június июнь июня июн червень червня чер юни ιούνιος "
    "ιουνίου ιουν يونيو",
    "july juli juillet juil julio jul julho luglio lug temmuz tem lipiec lipca lip červenec července júl "
    "júla srpanj srpnja iulie iul heinäkuu heinäkuuta július июль июля июл липень липня лип юли ιούλιος "
    "ιουλίου ιουλ يوليو",
    "august août aout aug agosto ago augustus ağustos ağu agustus sierpień sierpnia sie srpen srpna "
    "augusta kolovoz kolovoza elokuu elokuuta augusztus август августа авг серпень серпня сер αύγουστος "
    "αυγούστου αυγ أغسطس اغسطس",
    "september sept sep septembre septiembre setembro set settembre sett eylül eyl wrzesień września wrz "
    "září septembra rujan rujna septembrie syyskuu syyskuuta szeptember szept сентябрь сентября сен сент "
    "вересень вересня вер септември σεπτέμβριος σεπτεμβρίου σεπ سبتمبر",
    "october oktober octobre oct okt octubre outubro out ottobre ott ekim eki październik października "
    "paź říjen října október októbra octombrie lokakuu lokakuuta октябрь октября окт жовтень жовтня жов "
    "октомври οκτώβριος οκτωβρίου οκτ أكتوبر اكتوبر",
    "november novembre nov noviembre novembro kasım kas listopad listopada lis novembra studeni studenoga "
    "noiembrie noi marraskuu marraskuuta ноябрь ноября ноя нояб листопад листопада лис ноември νοέμβριος "
    "νοεμβρίου νοε نوفمبر",
    "december dezember décembre dec dez déc diciembre dic dezembro dicembre aralık ara grudzień grudnia "
    "gru prosinec prosince decembra prosinac prosinca decembrie joulukuu joulukuuta desember des декабрь "
    "декабря дек грудень грудня гру декември δεκέμβριος δεκεμβρίου δεκ ديسمبر",
)

"""January to December: full, abbreviated and inflected as they are written beside a day, in one string a month."""
MONTHS: dict[str, int] = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}
"""Name of a month in lower case → its number."""

WEEKDAY_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim "
    "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom "
    "segunda terça quarta quinta sexta feira seg ter qua qui sex "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo "
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar poniedziałek wtorek środa czwartek piątek sobota niedziela "
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日"
)
"""Days of the week, redundant in a date."""

DATE_FILLERS = (
    "de del di da of the den der le la el los a an st nd rd th er o º ª г год года р року roku rok r year uhr gmt utc "
    "z cet cest est edt cst cdt mst mdt pst pdt bst msk"
)
"""Filler words beside a day, a month, a year or a time."""

ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "r": 2018,
    "h": 1988,
    "s": 1925,
    "民国": 1911,
    "民國": 1911,
}
"""Era of a calendar → the year before its first one."""
