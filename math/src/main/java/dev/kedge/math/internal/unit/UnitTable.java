package dev.kedge.math.internal.unit;

import dev.kedge.math.internal.number.Rational;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The units that are known by name, as data: what they are worth, and how they are called. */
final class UnitTable {

    /** Each line: how many of which units, then the names. {@code *} before a name: it takes metric prefixes. */
    private static final String DATA = """
            1 am : am AM a.m.
            1 pm : pm PM p.m.
            1 length : *m *meter *meters *metre *metres м метр метра метров 米 公尺 メートル 미터
            254/10000 m : in inch inches
            12 in : ft foot feet
            3 ft : yd yard yards
            5280 ft : mi mile miles 英里
            1852 m : nmi
            1/10000000000 m : Å angstrom angstroms
            1/1000000 m : micron microns
            299792458*31557600 m : ly
            149597870700 m : au AU
            1/1000 mass : *g *gram *grams *gramme *grammes г грамм грамма граммов 克 グラム 그램
            1000 kg : t ton tons tonne tonnes 吨
            45359237/100000000 kg : lb lbs pound pounds
            1/16 lb : oz ounce ounces
            14 lb : stone
            500 g : 斤
            1 time : *s sec secs *second *seconds с сек секунда секунды секунд 秒 초
            60 s : min mins minute minutes мин минут минуты минута 分钟 分鐘 분
            60 min : h hr hrs hour hours ч час часа часов 小时 小時 時間 시간
            24 h : day days день дня дней 天 日 일
            7 day : week weeks 周 星期
            1 month : month months 个月 ヶ月 개월
            12 month : yr yrs year years год года лет 年 년
            10 year : decade decades
            100 year : century centuries
            1 current : *A *amp *amps *ampere *amperes
            1 temperature : K kelvin kelvins
            1 celsius : °C ℃ celsius Celsius centigrade
            1 fahrenheit : °F ℉ fahrenheit Fahrenheit
            1 amount : *mol *mole *moles
            1 light : *cd candela candelas
            1 information : bit bits
            8 bit : byte bytes
            1 angle : rad radian radians
            1 degrees : deg
            1 kg*m/s^2 : *N *newton *newtons
            1/100000 N : dyn dyne dynes
            1 N*m : *J *joule *joules
            1/10000000 J : erg ergs
            4184/1000 J : *cal *calorie *calories
            1602176634/10000000000000000000000000000 J : *eV
            1 J/s : *W *watt *watts
            7457/10 W : hp horsepower
            3600 W*s : Wh
            1000 Wh : kWh
            1 N/m^2 : *Pa *pascal *pascals
            101325 Pa : atm
            100000 Pa : *bar bars
            101325/760 Pa : mmHg torr Torr
            1 A*s : *C *coulomb *coulombs
            1 W/A : *V *volt *volts
            1 V/A : *Ω *Omega *ohm *ohms
            1 A/V : *S siemens
            1 C/V : *F *farad *farads
            1 V*s : *Wb weber webers
            1 Wb/m^2 : *T *tesla *teslas
            1 Wb/A : *H *henry *henries
            1 s^-1 : *Hz *hertz
            1 light : *lm lumen lumens
            1 radioactivity : *Bq becquerel becquerels
            1 m^2/s^2 : *Gy *Sv
            1/1000 m^3 : *L *l *liter *liters *litre *litres л литр литра литров 升 公升 リットル 리터
            1/1000000 m^3 : cc
            231*254*254*254/1000000000000 m^3 : gal gallon gallons
            1/4 gal : qt quart quarts
            1/8 gal : pint pints
            1/16 gal : cup cups
            10000 m^2 : ha hectare hectares 公顷
            4840 yd^2 : acre acres
            1 mi/h : mph
            1 km/h : kph kmh
            1852 m/h : knot knots
            1/60 s^-1 : rpm
            1 mol/L : M
            1000 m : 公里 千米 км километр километра километров 킬로미터 キロ
            1/100 m : 厘米 公分 см сантиметр сантиметра сантиметров
            1/1000 m : 毫米 мм миллиметров
            1 m^2 : 平方米
            1 m^3 : 立方米
            1/10000 m^2 : 平方厘米
            1/1000000 m^3 : 立方厘米
            1000000 m^2 : 平方千米 平方公里
            1 kg : 千克 公斤 кг килограмм килограмма килограммов
            1/1000000 m^3 : 毫升 мл
            1 dollar : dollar dollars USD usd bucks доллар доллара долларов 美元 달러 ドル
            1/100 dollar : cent cents ¢ c¢ penny pennies
            1 euro : euro euros EUR eur евро 欧元 유로
            1 sterling : GBP gbp quid
            1/100 sterling : pence
            1 yuan : yuan RMB rmb CNY cny 元 块 圆 人民币
            1/10 yuan : 角
            1/100 yuan : 分
            1 yen : yen JPY jpy 円
            1 won : won KRW 원
            1 rupee : rupee rupees Rs Rs. rs INR inr ₹
            1/100 rupee : paise paisa
            1 ruble : ruble rubles rouble roubles RUB руб рубль рубля рублей ₽
            1/100 ruble : коп копеек копейки
            1 franc : CHF franc francs
            1 yenOrYuan : ¥
            """;

    private static final Map<String, Rational> PREFIXES = Map.ofEntries(
            Map.entry("k", ten(3)),
            Map.entry("M", ten(6)),
            Map.entry("G", ten(9)),
            Map.entry("T", ten(12)),
            Map.entry("d", ten(-1)),
            Map.entry("c", ten(-2)),
            Map.entry("m", ten(-3)),
            Map.entry("µ", ten(-6)),
            Map.entry("u", ten(-6)),
            Map.entry("n", ten(-9)),
            Map.entry("p", ten(-12)),
            Map.entry("f", ten(-15)),
            Map.entry("kilo", ten(3)),
            Map.entry("mega", ten(6)),
            Map.entry("giga", ten(9)),
            Map.entry("centi", ten(-2)),
            Map.entry("milli", ten(-3)),
            Map.entry("deci", ten(-1)),
            Map.entry("micro", ten(-6)),
            Map.entry("nano", ten(-9)),
            Map.entry("pico", ten(-12)));

    private static final Map<String, Unit> UNITS = new HashMap<>();

    static {
        for (String line : DATA.lines().toList()) {
            int colon = line.indexOf(" : ");
            String[] worth = line.substring(0, colon).strip().split(" ", 2);
            Unit unit = Unit.NONE.scaled(number(worth[0]));
            for (String factor : worth[1].replace("/", "*/").split("\\*", -1)) {
                boolean below = factor.startsWith("/");
                String[] power = factor.replace("/", "").split("\\^", -1);
                Unit part = UNITS.getOrDefault(power[0], Unit.basic(power[0]));
                part = part.power(power.length > 1 ? Integer.parseInt(power[1]) : 1)
                        .orElseThrow();
                unit = below ? unit.dividedBy(part) : unit.times(part);
            }
            for (String name : line.substring(colon + 3).strip().split(" ", -1)) {
                add(name, unit);
            }
        }
    }

    private UnitTable() {}

    private static Rational ten(int power) {
        return Rational.decimal(BigInteger.ONE, -power);
    }

    /** A product of whole numbers over one: {@code 2*3/7}. */
    private static Rational number(String written) {
        String[] parts = written.split("/", -1);
        Rational value = Rational.ONE;
        for (String factor : parts[0].split("\\*", -1)) {
            value = value.times(Rational.of(new BigInteger(factor)));
        }
        return parts.length > 1 ? value.dividedBy(Rational.of(new BigInteger(parts[1]))) : value;
    }

    private static void add(String written, Unit unit) {
        boolean prefixes = written.startsWith("*");
        String name = prefixes ? written.substring(1) : written;
        put(name, unit);
        if (prefixes) {
            boolean word = name.length() > 3;
            PREFIXES.forEach((prefix, factor) -> {
                if ((prefix.length() > 1) == word) {
                    put(prefix + name, unit.scaled(factor));
                }
            });
        }
    }

    private static void put(String name, Unit unit) {
        UNITS.putIfAbsent(name, unit);
    }

    /** The unit of a name; the case of its letters counts where both are units. */
    static Optional<Unit> named(String name) {
        Unit unit = UNITS.get(name);
        if (unit != null) {
            return Optional.of(unit);
        }
        return name.length() > 1 ? Optional.ofNullable(UNITS.get(name.toLowerCase(Locale.ROOT))) : Optional.empty();
    }
}
