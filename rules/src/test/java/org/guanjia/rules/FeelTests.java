package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FEEL by examples: an expression, and the text of what it comes to. */
class FeelTests {

  private static final Map<String, Object> SCOPE = Map.of("Applicant Age", new BigDecimal(80), "年龄", new BigDecimal(81), "a-b", new BigDecimal(5),
      "a", new BigDecimal(7), "b", new BigDecimal(2), "rate", new BigDecimal("0.1"), "person", Map.of("name", "王"));

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      1 + 2 * 3 ** 2 | 19
      -2 ** 2 | 4
      10 / 3 | 3.333333333333333333333333333333333
      0.1 + 0.2 = 0.3 | true
      1 / 0 | null
      1 + "a" | null
      "a" + "b" | ab
      null = null | true
      1 = "1" | null
      not(null) | null
      false and null | false
      true or null | true
      null or false | null
      if null then 1 else 2 | 2
      if 1 > 0 then "y" else "n" | y
      5 between 1 and 5 | true
      5 in (1..5) | false
      5 in [1..5] | true
      5 in ]1..5[ | false
      5 in (<= 4, > 4) | true
      5 in [3, 5] | true
      "b" in ("a", "b") | true
      Applicant Age + 1 | 81
      Applicant  Age>=80 | true
      年龄 - 1 | 80
      a-b | 5
      a - b | 5
      a -b | 5
      person.name | 王
      [1, 2, 3][2] | 2
      [1, 2, 3][-1] | 3
      [1, 2, 3][item > 1] | [2, 3]
      [1, 2, 3][4] | null
      {x: 1, y: x + 1}.y | 2
      for i in 1..3 return i * i | [1, 4, 9]
      for i in [1, 2], j in [10, 20] return i + j | [11, 21, 12, 22]
      some x in [1, 2] satisfies x > 1 | true
      every x in [1, 2] satisfies x > 1 | false
      every x in [] satisfies false | true
      decimal(2.5, 0) | 2
      decimal(1.005, 2) | 1
      round half up(1.005, 2) | 1.01
      round down(-1.5, 0) | -1
      floor(-1.5) | -2
      ceiling(1.2) | 2
      abs(-3) | 3
      modulo(-12, 5) | 3
      sqrt(16) | 4
      odd(5) | true
      even(0) | true
      min(3, 1, 2) | 1
      max([3, 1, 2]) | 3
      min([]) | null
      sum([1, 2, 3]) | 6
      sum([]) | null
      mean(1, 2) | 1.5
      median([3, 1, 2, 4]) | 2.5
      count([1, null]) | 2
      count(1) | 1
      all([true, null]) | null
      any([false, null, true]) | true
      list contains([1, 2], 2.0) | true
      sublist([1, 2, 3], 2) | [2, 3]
      append([1], 2, 3) | [1, 2, 3]
      concatenate([1], [2]) | [1, 2]
      insert before([1, 3], 2, 2) | [1, 2, 3]
      remove([1, 2], 1) | [2]
      reverse([1, 2]) | [2, 1]
      index of([1, 2, 1], 1) | [1, 3]
      union([1, 2], [2, 3]) | [1, 2, 3]
      flatten([1, [2, [3]]]) | [1, 2, 3]
      product(2, 3) | 6
      substring("foobar", 3) | obar
      substring("foobar", -2, 1) | a
      string length("莞家") | 2
      upper case("aB") | AB
      substring before("foobar", "bar") | foo
      substring after("foobar", "ob") | ar
      contains("foobar", "ob") | true
      starts with("foobar", "foo") | true
      ends with("foobar", "bar") | true
      string join(["a", "b"], "-") | a-b
      number("1,000.5", ",", ".") | 1000.5
      number("x") | null
      string(1.10) | 1.1
      date("2024-02-29") | 2024-02-29
      date("2023-02-29") | null
      date(2024, 2, 29) + duration("P1Y") | 2025-02-28
      date("2024-03-31") - duration("P1M") | 2024-02-29
      date("2024-03-01") - date("2024-02-28") | P2D
      date("2024-03-01") > date("2024-02-29") | true
      date("2024-03-01").day | 1
      date("2026-05-01").weekday | 5
      years and months duration(date("2011-12-22"), date("2013-08-24")) | P1Y8M
      years and months duration(date("2011-12-22"), date("2013-08-24")).years | 1
      duration("P1Y") = duration("P12M") | true
      duration("PT36H") | P1DT12H
      duration("P1D") * 2 | P2D
      duration("P1Y") / 3 | P4M
      date and time("2021-01-02T00:00:00Z") - date("2021-01-02") | PT0S
      time("10:30:00").hour | 10
      date and time("2024-02-29T10:30:00").minute | 30
      date and time("2024-02-29T10:30:00Z") = date and time("2024-02-29T11:30:00+01:00") | true
      @"2024-02-29" | 2024-02-29
      @"P1Y2M".months | 2
      day of week(date("2026-05-01")) | Friday
      month of year(date("2026-05-01")) | May
      day of year(date("2026-02-01")) | 32
      before(1, [2..3]) | true
      includes([1..5], 5) | true
      during(5, [1..5)) | false
      1 < "a" | null
      "\\u0041" | A
      1 /* one */ + 2 // two | 3
      """)
  void evaluates(String text, String expected) {
    Env env = Env.of((name, asked) -> SCOPE.get(name));
    assertThat(Values.text(Interpreter.value(FeelParser.expression(text, SCOPE.keySet()), env))).isEqualTo(expected.replace("\\u0041", "A"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      - | 5 | true
      5 | 5 | true
      < 5 | 5 | false
      [1..5) | 5 | false
      1, 5 | 5 | true
      not(1, 5) | 5 | false
      not(1) | 5 | true
      [4, 5] | 5 | true
      ? > 4 and ? < 6 | 5 | true
      b + 3 | 5 | true
      < b | 5 | false
      null | null | true
      not(null) | null | false
      "a" | 5 | null
      > "a" | 5 | null
      (>= 5) | 5 | true
      odd(?) | 5 | true
      """)
  void tests(String test, String value, String expected) {
    Env env = Env.of((name, asked) -> SCOPE.get(name));
    assertThat(Values.text(Interpreter.test(FeelParser.tests(test, SCOPE.keySet()), Parameters.literal(value), env))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      today() | UNSUPPORTED_FEEL | today()
      matches("a", "b") | UNSUPPORTED_FEEL | matches()
      1 instance of tPerson | UNSUPPORTED_FEEL | type tPerson
      function(x) external {} | UNSUPPORTED_FEEL | external function
      decimal(m: 1, scale: 2) | TYPE | decimal() with arguments m, scale
      agee > 1 | UNKNOWN_NAME | agee
      foo(1) | UNKNOWN_NAME | foo()
      floor() | TYPE | floor() with 0 arguments
      1 + | SYNTAX | expected a value at the end
      (1 | SYNTAX | expected ) at the end
      "a | SYNTAX | a string without its closing quote at the end
      1 2 | SYNTAX | not understood at 3: 2
      @"x" | SYNTAX | neither a date nor a time nor a duration: x
      1e3 | SYNTAX | not a number at 2: e3
      """)
  void refusesByName(String text, Problem.Kind kind, String detail) {
    assertThatThrownBy(() -> FeelParser.expression(text, Set.of())).isInstanceOfSatisfying(FeelException.class, e -> {
      assertThat(e.kind()).isEqualTo(kind);
      assertThat(e.detail()).isEqualTo(detail);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"false and u", "u and false", "true or u", "if u then 1 else 1", "[u, 1] = u or true", "{a: u, b: 1}.b", "count([{a: u}])", "(function(x) 1)(u)"})
  void isKnownWhereTheKnownSettlesIt(String text) {
    Object value = Interpreter.value(FeelParser.expression(text, Set.of("u")), Env.of((name, asked) -> new Unknown(2)));
    assertThat(Unknown.is(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"u", "true and u", "u or false", "u + 1", "u = u", "if u then 1 else 2", "[1, u]", "max(1, u)", "u in [1..2]", "not(u)", "u.year",
      "for i in u return 1", "some i in [1, u] satisfies i > 1", "u between 1 and 2", "u or null", "{a: u}.a", "{a: u} = {a: 1}",
      "[{a: 1}, {a: u}].a", "sum([{a: 1}, {a: u}].a)", "list contains([{a: u}], {a: 1})", "u instance of number", "{a: u} instance of context<a: number>",
      "sort([1, u], function(x, y) x < y)", "sort([1, 2], function(x, y) u)", "(function(x) x + 1)(u)", "string({a: u})", "exp(u)", "u ** 2",
      "[{a: 1}][u > a]", "for i in 1..2 return if i = 1 then u else partial[-1]", "{a: 1} in [{a: u}]"})
  void isUnknownWhereItHangsOnTheUnknown(String text) {
    assertThat(Interpreter.value(FeelParser.expression(text, Set.of("u")), Env.of((name, asked) -> new Unknown(2)))).isEqualTo(new Unknown(2));
  }

  @Test
  void theOrderOfPriorityIsUnknownWhereAnOutputIs() {
    String table = Dmn.table("PRIORITY", List.of("true"), List.of(""), "- | \"b\"", "- | if u then \"a\" else \"c\"").replace("<output/>",
        "<output><outputValues><text>\"a\", \"b\", \"c\"</text></outputValues></output>");
    List<Problem> problems = new ArrayList<>();
    Model model = DmnReader.read(Dmn.asking("u").logic("t", table, "u").document(), problems);
    assertThat(problems).isEmpty();
    assertThat(model.run(Map.of("u", new Unknown(2))).value("t")).isEqualTo(new Unknown(2));
    assertThat(model.run(Map.of("u", true)).value("t")).isEqualTo("a");
    assertThat(model.run(Map.of("u", false)).value("t")).isEqualTo("b");
  }

  @Test
  void saysWhichUnknownsMatter() {
    Env env = Env.of((name, asked) -> new Unknown(name.equals("u") ? 2 : 4));
    assertThat(Interpreter.value(FeelParser.expression("u or v", Set.of("u", "v")), env)).isEqualTo(new Unknown(6));
    assertThat(Interpreter.value(FeelParser.expression("u or (v and false)", Set.of("u", "v")), env)).isEqualTo(new Unknown(2));
  }
}
