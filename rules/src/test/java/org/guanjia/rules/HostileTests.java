package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts written to do harm, or torn: refused with a reason, soon, and without reading anything else. */
@Timeout(20)
class HostileTests {

  private static Problem.Kind kindOf(String dmn) {
    ProgrammeText text = new ProgrammeText("bad", dmn, Persons.parameters(Persons.SWITCHES), List.of());
    try {
      Programme.read(text, Vocabulary.PERSON_MONTH);
      throw new AssertionError("was read");
    } catch (NotAProgramme e) {
      return e.problems().getFirst().kind();
    }
  }

  @Test
  void readsNoDocumentTypeAndNoEntity(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "SECRET", StandardCharsets.UTF_8);
    String outside = "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><definitions>&e;</definitions>";
    assertThat(kindOf(outside)).isEqualTo(Problem.Kind.XML);
    assertThatThrownBy(() -> Xml.read(outside)).isInstanceOf(FeelException.class).hasMessageNotContaining("SECRET");
    StringBuilder laughs = new StringBuilder("<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 40; i++) {
      laughs.append("<!ENTITY a").append(i).append(" '&a").append(i - 1).append(";&a").append(i - 1).append(";'>");
    }
    assertThat(kindOf(laughs + "]><definitions>&a39;</definitions>")).isEqualTo(Problem.Kind.XML);
    assertThat(kindOf("<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x.dtd'><definitions/>")).isEqualTo(Problem.Kind.XML);
  }

  @Test
  void refusesWhatIsTornOrEmptyOrOfAnotherKind() {
    assertThat(List.of("", "x", "<a", "<a/>", "<definitions/>", "<definitions xmlns='http://example.org/'/>", "\u0000"))
        .allSatisfy(text -> assertThat(kindOf(text)).isIn(Problem.Kind.XML, Problem.Kind.UNSUPPORTED_DMN));
    String whole = Dmn.asking("alive").entitlement("FIRST", List.of("alive"), List.of(), "true | true | 1", "- | false | 0").document();
    for (int cut = 0; cut < whole.length(); cut += 7) {
      assertThat(kindOf(whole.substring(0, cut))).isEqualTo(Problem.Kind.XML);
    }
  }

  @Test
  void refusesWhatIsTooDeepTooLongOrTooMany() {
    assertThat(kindOf("<a>".repeat(100_000) + "</a>".repeat(100_000))).isEqualTo(Problem.Kind.XML);
    assertThat(kindOf("<definitions>" + "<a/>".repeat(300_000) + "</definitions>")).isEqualTo(Problem.Kind.XML);
    assertThat(kindOf(" ".repeat(5_000_000))).isEqualTo(Problem.Kind.XML);
    for (String feel : List.of("(".repeat(5_000) + "1" + ")".repeat(5_000), "-".repeat(9_000) + "1", "1" + "+1".repeat(4_000), "[".repeat(9_000),
        "if ".repeat(3_000), "1" + "[1]".repeat(3_000), "x".repeat(20_000), "{a:".repeat(3_000), "1 in (".repeat(1_500))) {
      assertThatThrownBy(() -> FeelParser.expression(feel, Set.of("x"))).isInstanceOf(FeelException.class);
      assertThatThrownBy(() -> FeelParser.tests(feel, Set.of("x"))).isInstanceOf(FeelException.class);
    }
  }

  @Test
  void endsWhatWouldNotEnd() {
    for (String feel : List.of("for i in 1..1000000000 return i", "count(for i in 1..9999, j in 1..9999 return i * j)",
        "some i in 1..9999, j in 1..9999, k in 1..9999 satisfies false")) {
      assertThatThrownBy(() -> Parameters.literal(feel)).isInstanceOf(FeelException.class);
    }
    assertThat(Parameters.literal("9 ** 999999999")).isNull();
    assertThat(Parameters.literal("(9 ** 6000) * (9 ** 6000)")).isNull();
    assertThat(Parameters.literal("date(\"999999999-12-31\") + duration(\"P999999999Y\")")).isNull();
  }

  /** Each is short to write and would fill the memory or go on for years. */
  @ParameterizedTest
  @ValueSource(strings = {
      "{a: [1, 1], b: [a, a], c: [b, b], d: [c, c], e: [d, d], f: [e, e], g: [f, f], h: [g, g], i: [h, h], j: [i, i], k: [j, j], l: [k, k], m: [l, l],"
          + " n: [m, m], o: [n, n], p: [o, o], q: [p, p], r: [q, q], s: r = r}.s",
      "for i in 1..60 return partial",
      "for i in 1..9999 return [partial[-1]]",
      "for i in 1..9999 return {a: partial[-1]}",
      "{l: for i in 1..9999 return i, r: count(for i in 1..9999 return sum(l))}.r",
      "{l: for i in 1..9999 return i, r: distinct values(l)}.r",
      "{l: for i in 1..9999 return i, r: union(l, l)}.r",
      "{l: for i in 1..9999 return i, r: flatten(for i in 1..9999 return l)}.r",
      "{l: for i in 1..9999 return i, r: sort(l, function(x, y) (for z in l return z) = l)}.r",
      "{l: for i in 1..9999 return i, r: some i in l satisfies l != l}.r",
      "{l: for i in 1..9999 return \"\", r: string join(l, string join(l, \"xxxxxxxxxx\"))}.r",
      "{t: string join(for i in 1..9999 return \"xxxxxxxxx\", \"\"), r: for i in 1..9999 return upper case(t)}.r",
      "{t: string join(for i in 1..9999 return \"xxxxxxxxx\", \"\"), r: for i in 1..9999 return t + t}.r",
      "(function(f) f(f))(function(f) f(f))",
      "(function(f, n) f(f, n + 1))(function(f, n) f(f, n + 1), 0)",
      "{f: function(g, n) if n = 0 then 0 else g(g, n - 1) + g(g, n - 1), r: f(f, 40)}.r",
      "for i in 1..9999, j in 1..99 return exp(i / 7)",
      "for i in 1..9999, j in 1..99 return 1.5 ** 0.3",
      "for d in @\"-999999999-01-01\"..@\"999999999-12-31\" return d"})
  void endsWhatGrowsBeyondMeasure(String feel) {
    assertThatThrownBy(() -> Interpreter.value(FeelParser.expression(feel, Set.of()), Env.empty())).isInstanceOfSatisfying(FeelException.class,
        e -> assertThat(e.kind()).isEqualTo(Problem.Kind.TOO_COMPLEX));
  }

  @Test
  void reckonsLittleForAValueThatIsWrittenOut() {
    assertThatThrownBy(() -> Parameters.literal("sum(for i in 1..9999 return i)")).isInstanceOf(FeelException.class);
  }

  @Test
  void readsNoRegularExpression() {
    for (String feel : List.of("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"(a+)+$\")", "replace(\"a\", \"(a|a)*b\", \"\")", "split(\"a\", \"(a*)*\")")) {
      assertThatThrownBy(() -> Parameters.literal(feel)).isInstanceOfSatisfying(FeelException.class,
          e -> assertThat(e.kind()).isEqualTo(Problem.Kind.UNSUPPORTED_FEEL));
    }
  }

  @Test
  void endsDecisionsThatDoubleEachOther() {
    Dmn dmn = Dmn.asking("alive").decision("d0", "if alive then \"xxxxxxxx\" else \"y\"", "alive");
    for (int i = 1; i < 60; i++) {
      dmn.decision("d" + i, "d" + (i - 1) + " + d" + (i - 1), "d" + (i - 1));
    }
    String doubling = dmn.entitlement("FIRST", List.of("d59"), List.of("d59"), "\"x\" | true | 1", "- | false | 0").document();
    assertThat(kindOf(doubling)).isEqualTo(Problem.Kind.TOO_COMPLEX);
    Dmn deep = Dmn.asking("alive").decision("d0", "if alive then 1 else 0", "alive");
    for (int i = 1; i < 150; i++) {
      deep.decision("d" + i, "d" + (i - 1) + " + 1".repeat(150), "d" + (i - 1));
    }
    String chain = deep.entitlement("FIRST", List.of("d149"), List.of("d149"), "> 1 | true | 1", "- | false | 0").document();
    assertThat(kindOf(chain)).isEqualTo(Problem.Kind.TOO_COMPLEX);
  }

  @Test
  void refusesATableThatIsTooLargeToCheck() {
    String[] rows = new String[70];
    java.util.Arrays.fill(rows, "true | true | 1");
    assertThat(kindOf(Dmn.asking("alive").entitlement("FIRST", List.of("alive"), List.of(), rows).document())).isEqualTo(Problem.Kind.TOO_COMPLEX);
  }

  /** Signs in any order are read or refused, and what is read has a value or is refused: nothing else is thrown. */
  @Property(tries = 1_500)
  void throwsNothingElse(@ForAll long seed) {
    List<String> parts = List.of("1", "0.5", "\"a\"", "x", "(", ")", "[", "]", "{", "}", ",", "..", "+", "-", "*", "/", "**", "=", "<", ">=", "and", "or", "not",
        "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "between", "null", "true", "date(", "duration(", "\"P1Y\"", "@\"P1D\"",
        "@\"2024-02-29\"", ".", "year", ":", "?", "max(", "sum(", "sublist(", "years and months duration(", "function(", "x: ", "external", " instance of ", "list<", "number", ">", "partial", "sort(", "list replace(", "stddev(",
        "mode(", "exp(", "log(", "context put(", "context merge(", "get entries(", "meets(", "overlaps(", "starts(", "finished by(", "item", "[1..3]", "modulo(", "(< 3)",
        "string join(", "number(", "date and time(", "\"", "\\", "//", "/*", "$", "\u0000", "年", "😀");
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(14); i >= 0; i--) {
      text.append(parts.get(random.nextInt(parts.size()))).append(random.nextBoolean() ? " " : "");
    }
    try {
      Expr tests = FeelParser.tests(text.toString(), Set.of("x"));
      Interpreter.test(tests, Duration.ofDays(1), Env.empty());
      Values.literal(Interpreter.value(FeelParser.expression(text.toString(), Set.of("x")), Env.empty()));
    } catch (FeelException e) {
      assertThat(e.detail()).isNotEmpty();
    }
  }

  /** Every function with arguments of any kind has a value or is refused. */
  @Test
  void everyFunctionTakesAnything() {
    List<String> anything = List.of("null", "true", "0", "-1", "2.5", "10 ** 6000", "10 ** -6000", "\"\"", "\"a\"", "\"P1D\"", "[]", "[1]", "[1, null, \"a\"]",
        "[[1]]", "{}", "{key: \"a\", value: 1}", "[{key: \"a\", value: 1}]", "[1..3]", "(< 3)", "@\"2024-02-29\"", "@\"999999999-12-31\"", "@\"10:00:00\"",
        "@\"10:00:00Z\"", "@\"2024-02-29T10:00:00\"", "@\"2024-02-29T10:00:00@Asia/Shanghai\"", "@\"P1Y\"", "@\"-PT1H\"", "function(x) x",
        "function(x, y) x < y");
    Random random = new Random(7);
    for (String name : Builtins.NAMES) {
      for (int i = 0; i < 60; i++) {
        StringBuilder call = new StringBuilder(name).append("(");
        int count = Builtins.few(name) + random.nextInt(3);
        for (int argument = 0; argument < count; argument++) {
          call.append(argument == 0 ? "" : ", ").append(anything.get(random.nextInt(anything.size())));
        }
        try {
          Values.literal(Interpreter.value(FeelParser.expression(call.append(")").toString(), Set.of()), Env.empty()));
        } catch (FeelException e) {
          assertThat(e.kind()).as(call.toString()).isIn(Problem.Kind.TYPE, Problem.Kind.TOO_COMPLEX);
        }
      }
    }
  }
}
