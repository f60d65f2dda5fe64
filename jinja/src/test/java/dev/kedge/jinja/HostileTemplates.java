package dev.kedge.jinja;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Templates that want more than they may have: by name, each to be refused. */
final class HostileTemplates {

    private static final String DOUBLING = "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(60) %}"
            + "{% set ns.x = ns.x ~ ns.x %}{% endfor %}";
    private static final String LONG = "{% set a = 'ab' * 400000 %}";

    private HostileTemplates() {}

    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        loops(all);
        texts(all);
        lists(all);
        numbers(all);
        nesting(all);
        return Collections.unmodifiableMap(all);
    }

    private static void loops(Map<String, String> all) {
        all.put("a range without end", "{% for i in range(10 ** 12) %}{% endfor %}");
        all.put("a range to the right of the largest integer", "{% for i in range(2 ** 64) %}{% endfor %}");
        all.put("a range backwards", "{% for i in range(0, -(10 ** 18), -1) %}{% endfor %}");
        all.put("loops within loops", "{% for i in range(99999) %}".repeat(5) + "x" + "{% endfor %}".repeat(5));
        all.put(
                "loops that print",
                "{% for i in range(99999) %}{% for j in range(99999) %}xxxxxxxxxx{% endfor %}{% endfor %}");
        all.put(
                "loops that call",
                "{% macro f() %}{% endmacro %}{% for i in range(99999) %}{% for j in range(99999) %}{{ f() }}{% endfor %}{% endfor %}");
        all.put(
                "loops that filter",
                "{% for i in range(99999) %}{% for j in range(99999) if false %}{% endfor %}{% endfor %}");
        all.put("a loop over itself", "{% for i in [1, 2] recursive %}{{ loop([i, i]) }}{% endfor %}");
        all.put(
                "a loop that goes down twice",
                "{% for i in [1] recursive %}{{ loop([1]) }}{{ loop([1]) }}{% endfor %}");
        all.put("a macro without end", "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}");
        all.put(
                "two macros in turn",
                "{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{% endmacro %}{{ f() }}");
        all.put("a macro that goes down twice", "{% macro f(n) %}{{ f(n + 1) }}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}");
        all.put(
                "fibonacci",
                "{% macro f(n) %}{% if n > 1 %}{{ f(n - 1) }}{{ f(n - 2) }}{% endif %}{% endmacro %}{{ f(60) }}");
        all.put(
                "a caller that calls",
                "{% macro f() %}{{ caller() }}{% call f() %}{{ caller() }}{% endcall %}{% endmacro %}{% call f() %}x{% endcall %}");
        all.put("a default that calls", "{% macro f(a=f()) %}{% endmacro %}{{ f() }}");
        all.put(
                "a namespace that counts",
                "{% set ns = namespace(n=0) %}{% macro f() %}{% set ns.n = ns.n + 1 %}{{ f() }}{% endmacro %}{{ f() }}");
        all.put(
                "a cycler without end",
                "{% set c = cycler(*range(99999)) %}{% for i in range(99999) %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{% endfor %}");
    }

    private static void texts(Map<String, String> all) {
        all.put("a text times a thousand million", "{{ 'a' * 10 ** 9 }}");
        all.put("a thousand million times a text", "{{ 10 ** 9 * 'a' }}");
        all.put("a text times a huge number", "{{ 'a' * 10 ** 100 }}");
        all.put("a text doubled", DOUBLING + "{{ ns.x }}");
        all.put("a text doubled and not shown", DOUBLING);
        all.put(
                "a text doubled with +",
                "{% set ns = namespace(x='a') %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}");
        all.put(
                "a text doubled by a block",
                "{% set x = 'aaaaaaaaaaaaaaaa' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}".repeat(60));
        all.put(
                "a text doubled by a macro",
                "{% macro f(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "f(".repeat(50) + "'aaaaaaaa'" + ")".repeat(50)
                        + " }}");
        all.put(
                "a text doubled by format",
                "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set ns.x = '{0}{0}'.format(ns.x) %}{% endfor %}");
        all.put(
                "a text doubled by percent",
                "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set ns.x = '%s%s' % (ns.x, ns.x) %}{% endfor %}");
        all.put("center", "{{ 'a' | center(10 ** 9) }}");
        all.put("the method center", "{{ 'a'.center(10 ** 9) }}");
        all.put("ljust", "{{ 'a'.ljust(10 ** 9) }}");
        all.put("zfill", "{{ '1'.zfill(10 ** 9) }}");
        all.put("expandtabs", "{{ '\\t\\t\\t'.expandtabs(10 ** 9) }}");
        all.put("indent by much", "{{ 'a\\nb' | indent(10 ** 9) }}");
        all.put("indent many lines", LONG + "{{ a.replace('b', '\\n') | indent(1000) }}");
        all.put("a width in percent", "{{ '%1000000000d' % 1 }}");
        all.put("a width in percent from outside", "{{ '%*d' % (1000000000, 1) }}");
        all.put("a precision in percent", "{{ '%.1000000000f' % 1 }}");
        all.put("the filter format", "{{ '%1000000000s' | format('x') }}");
        all.put("a width in braces", "{{ '{:1000000000}'.format(1) }}");
        all.put("a width in braces from outside", "{{ '{:{}}'.format(1, 1000000000) }}");
        all.put("a precision in braces", "{{ '{:.1000000000f}'.format(1.5) }}");
        all.put("replace of nothing", LONG + "{{ a.replace('', a) }}");
        all.put(
                "replace that grows",
                "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set ns.x = ns.x | replace('a', 'aaaaaaaa') %}{% endfor %}{{ ns.x }}");
        all.put("join with a long text", LONG + "{{ range(99999) | join(a) }}");
        all.put(
                "join of joins",
                "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] | join %}{% endfor %}");
        all.put(
                "escape that grows",
                "{% set ns = namespace(x='<') %}{% for i in range(99) %}{% set ns.x = ns.x | forceescape %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}");
        all.put(
                "urlencode that grows",
                "{% set ns = namespace(x='%%%%') %}{% for i in range(99999) %}{% set ns.x = (ns.x | urlencode) ~ '%' %}{% endfor %}");
        all.put(
                "a search for a long text in a long text",
                "{% set a = 'a' * 300000 %}{% set b = 'a' * 150000 ~ 'b' %}{% for i in range(99999) %}{{ b in a }}{% endfor %}");
        all.put(
                "split into many",
                "{% set a = 'a ' * 900000 %}{% for i in range(99) %}{% set b = a.split() %}{% endfor %}");
        all.put("lower over and over", LONG + "{% for i in range(99999) %}{% set b = a | lower %}{% endfor %}");
        all.put("slices over and over", LONG + "{% for i in range(99999) %}{% set b = a[1:] %}{% endfor %}");
        all.put(
                "elements of a text of surrogate pairs",
                "{% set a = '😀' * 400000 %}{% for i in range(99999) %}{{ a[399999] }}{% endfor %}");
        all.put(
                "equal texts over and over",
                LONG + "{% set b = a ~ '' %}{% for i in range(99999) %}{{ a == b }}{% endfor %}");
        all.put("a format of time", "{{ strftime_now('%A' * 100000) }}");
        all.put(
                "a format of time over and over",
                "{% for i in range(99999) %}{{ strftime_now('%A' * 400) }}{% endfor %}");
    }

    private static void lists(Map<String, String> all) {
        all.put("a list times a thousand million", "{{ [0] * 10 ** 9 }}");
        all.put("a tuple times a thousand million", "{{ (0,) * 10 ** 9 }}");
        all.put(
                "a list doubled",
                "{% set ns = namespace(x=[0]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}");
        all.put(
                "a list of itself twice, shown",
                "{% set ns = namespace(x=[0]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}");
        all.put(
                "a list of itself twice, as JSON",
                "{% set ns = namespace(x=[0]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x | tojson }}");
        all.put(
                "a list of itself twice, compared",
                "{% set ns = namespace(x=[0], y=[0]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}");
        all.put(
                "a tuple of itself twice, as a key",
                "{% set ns = namespace(x=(0,)) %}{% for i in range(60) %}{% set ns.x = (ns.x, ns.x) %}{% endfor %}{{ {ns.x: 1} }}");
        all.put(
                "a namespace in itself",
                "{% set ns = namespace() %}{% set ns.x = [ns] %}{% set ns.y = ns %}{{ ns.y.y.y.x[0].x | tojson }}");
        all.put(
                "a list in itself by a namespace",
                "{% set ns = namespace(x=[]) %}{% for i in range(99999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}");
        all.put(
                "deep data as JSON",
                "{% set ns = namespace(x=[]) %}{% for i in range(5000) %}{% set ns.x = {'a': ns.x} %}{% endfor %}{{ ns.x | tojson }}");
        all.put("JSON indented by much", "{{ [1, [2, [3]]] | tojson(indent=10 ** 9) }}");
        all.put("JSON with long separators", LONG + "{{ range(1000) | list | tojson(separators=(a, a)) }}");
        all.put("batch by much", "{{ [1] | batch(10 ** 9, 0) | list }}");
        all.put("slice by much", "{{ [1] | slice(10 ** 9) | list }}");
        all.put(
                "sort of long lists",
                "{% for i in range(99999) %}{% set x = range(99999, 0, -1) | sort %}{% endfor %}");
        all.put(
                "unique of long lists",
                "{% for i in range(99999) %}{% set x = range(99999) | unique | list %}{% endfor %}");
        all.put(
                "groupby of long lists",
                "{% for i in range(99999) %}{% set x = 'abc' * 30000 | list | groupby('x') %}{% endfor %}");
        all.put(
                "lists of lists",
                "{% set x = range(99999) | list %}{% set ns = namespace(y=[]) %}{% for i in range(99999) %}{% set ns.y = ns.y + [x + x] %}{% endfor %}");
        all.put("sum of lists", "{% set x = range(9999) | list %}{{ ([x] * 9999) | sum(start=[]) }}");
        all.put("in a long list", "{% set x = range(99999) | list %}{% for i in x %}{{ -1 in x }}{% endfor %}");
        all.put(
                "reverse over and over",
                "{% set x = range(99999) | list %}{% for i in x %}{% set y = x[::-1] %}{% endfor %}");
        all.put(
                "a dict that grows",
                "{% set ns = namespace(d={}) %}{% for i in range(99999) %}{% set ns.d = dict(ns.d, **{'k' ~ i: i}) %}{% endfor %}");
        all.put(
                "many arguments",
                "{% macro f() %}{{ varargs }}{% endmacro %}{% for i in range(99999) %}{{ f(*range(99999)) }}{% endfor %}");
        all.put("map of map", "{{ range(99999) | map('string') | map('center', 10000) | join }}");
        all.put(
                "product by streams",
                "{% for i in range(99999) | map('string') %}{% for j in range(99999) | select('odd') | map('string') %}{% endfor %}{% endfor %}");
    }

    private static void numbers(Map<String, String> all) {
        all.put("a power of a power", "{{ 10 ** (10 ** 10) }}");
        all.put("a power", "{{ 2 ** (10 ** 9) }}");
        all.put("a negative power", "{{ (-7) ** 123456789 }}");
        all.put(
                "squares of squares",
                "{% set ns = namespace(x=12345) %}{% for i in range(99) %}{% set ns.x = ns.x * ns.x %}{% endfor %}{{ ns.x }}");
        all.put(
                "sums of sums",
                "{% set ns = namespace(x=1) %}{% for i in range(99999) %}{% set ns.x = ns.x + ns.x %}{% endfor %}{{ ns.x }}");
        all.put("a long literal", "{{ " + "9".repeat(100_000) + " }}");
        all.put(
                "long texts as numbers",
                "{% set a = '9' * 1000000 %}{% for i in range(99999) %}{{ a | int }}{{ a | float }}{% endfor %}");
        all.put("small floats printed", "{% for i in range(99999) %}{{ 1.2345678901234567e-300 }}{% endfor %}");
        all.put("small floats in lists", "{{ [1.2345678901234567e-300] * 99999 }}");
        all.put("small floats as JSON", "{{ ([1.2345678901234567e-300] * 99999) | tojson }}");
        all.put("small floats joined", "{{ ([1.2345678901234567e-300] * 99999) | join }}");
        all.put(
                "small floats formatted",
                "{% for i in range(99999) %}{{ '%.900f' % 1.2345678901234567e-300 }}{% endfor %}");
        all.put("large powers", "{% for i in range(99999) %}{% set x = 7 ** 5000 %}{% endfor %}");
        all.put(
                "large numbers divided to floats",
                "{% set x = 2 ** 16000 %}{% for i in range(99999) %}{% set y = x / (x + 1) %}{% endfor %}");
        all.put(
                "large numbers multiplied",
                "{% set x = 2 ** 8000 + 1 %}{% for i in range(99999) %}{% set y = x * x %}{% endfor %}");
        all.put("large numbers printed", "{% set x = 2 ** 16000 %}{% for i in range(99999) %}{{ x }}{% endfor %}");
        all.put(
                "large numbers divided",
                "{% set x = 2 ** 16000 %}{% for i in range(99999) %}{% set y = x // 3 ** 5000 %}{% endfor %}");
        all.put(
                "rounded to much",
                "{% for i in range(99999) %}{{ 1.5 | round(10 ** 9) }}{{ 10 ** 300 | round(-(10 ** 9)) }}{% endfor %}{{ 'x' * 10 ** 9 }}");
        all.put("a number in a base", "{{ ('z' * 1000000) | int(0, 36) }}{{ 'a' * 10 ** 8 }}");
    }

    private static void nesting(Map<String, String> all) {
        all.put("parentheses", "{{ " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " }}");
        all.put("parentheses never closed", "{{ " + "(".repeat(100_000));
        all.put("brackets", "{{ " + "[".repeat(50_000) + "]".repeat(50_000) + " }}");
        all.put("braces", "{{ " + "{1:".repeat(40_000) + "1" + "}".repeat(40_000) + " }}");
        all.put("not not not", "{{ " + "not ".repeat(60_000) + "1 }}");
        all.put("minus minus", "{{ " + "-".repeat(100_000) + "1 }}");
        all.put("if after if", "{{ " + "1 if ".repeat(40_000) + "1 }}");
        all.put("powers", "{{ " + "1 ** ".repeat(40_000) + "1 }}");
        all.put("blocks", "{% if 1 %}".repeat(12_000) + "{% endif %}".repeat(12_000));
        all.put("loops as source", "{% for a in [1] %}".repeat(7_000) + "{% endfor %}".repeat(7_000));
        all.put("macros in macros", "{% macro f() %}".repeat(8_000) + "{% endmacro %}".repeat(8_000));
        all.put("calls in calls", "{{ " + "f(".repeat(50_000) + ")".repeat(50_000) + " }}");
        all.put("subscripts in subscripts", "{{ " + "a[".repeat(50_000) + "0" + "]".repeat(50_000) + " }}");
        all.put("a very long source", "x".repeat(20_000_000));
        all.put("a very long comment", "{#" + "x".repeat(5_000_000) + "#}");
        all.put("a very long text", "{{ '" + "\\n".repeat(1_000_000) + "' }}");
        all.put("openings without end", "{{".repeat(100_000));
        all.put("comments without end", "{#".repeat(100_000));
        all.put("raw without end", "{% raw %}".repeat(20_000));
        all.put("an underscored number", "{{ 1" + "_1".repeat(100_000) + " }}");
        all.put("quotes", "{{ " + "'\\'".repeat(50_000));
    }
}
