package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Cases in the form of the DMN Technology Compatibility Kit: our own, which stand beside this class, and the Kit's, read where the environment variable
 * {@code DMN_TCK} says they lie ({@code TestCases/compliance-level-2} of github.com/dmn-tck/tck).
 */
class TckTests {

  private static final BigDecimal NEAR = new BigDecimal("0.00000001");

  @TestFactory
  Stream<DynamicTest> ourCases() throws IOException {
    return cases(Path.of("src/test/resources/dmn-cases"));
  }

  @TestFactory
  Stream<DynamicTest> theKitsCases() throws IOException {
    String folder = System.getenv("DMN_TCK");
    Assumptions.assumeTrue(folder != null, "DMN_TCK is not set");
    return cases(Path.of(Objects.requireNonNull(folder)));
  }

  private static Stream<DynamicTest> cases(Path folder) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().matches(".*-test-\\d+\\.xml")).sorted().toList()) {
        Xml cases = Xml.read(Files.readString(file));
        List<Problem> problems = new ArrayList<>();
        String name = cases.child("modelName").orElseThrow().text().strip();
        Model model = DmnReader.read(Files.readString(file.resolveSibling(name)), problems);
        tests.add(DynamicTest.dynamicTest(name, () -> assertThat(problems).isEmpty()));
        cases.children("testCase").forEach(one -> tests.add(DynamicTest.dynamicTest(name + " " + one.attribute("id"), () -> run(one, model))));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void run(Xml test, Model model) {
    Map<String, Object> given = new LinkedHashMap<>();
    test.children("inputNode").forEach(input -> given.put(DmnReader.name(input), value(input)));
    Env env = model.run(given);
    test.children("resultNode").forEach(result -> {
      Object expected = value(result.child("expected").orElseThrow());
      Object actual = env.value(DmnReader.name(result));
      assertThat(near(expected, actual)).as("%s: expected %s, was %s", DmnReader.name(result), expected, actual).isTrue();
    });
  }

  private static boolean near(Object expected, Object actual) {
    if (expected instanceof BigDecimal a && actual instanceof BigDecimal b) {
      return a.subtract(b).abs().compareTo(NEAR) < 0;
    } else if (expected instanceof List<?> a && actual instanceof List<?> b) {
      return a.size() == b.size() && java.util.stream.IntStream.range(0, a.size()).allMatch(i -> near(a.get(i), b.get(i)));
    } else if (expected instanceof Map<?, ?> a && actual instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet()) && a.keySet().stream().allMatch(key -> near(a.get(key), b.get(key)));
    }
    return Boolean.TRUE.equals(Values.equal(expected, actual));
  }

  private static Object value(Xml holder) {
    if (holder.child("list").isPresent()) {
      return holder.child("list").get().children("item").map(TckTests::value).toList();
    } else if (holder.children("component").findAny().isPresent()) {
      Map<String, Object> context = new LinkedHashMap<>();
      holder.children("component").forEach(component -> context.put(DmnReader.name(component), value(component)));
      return context;
    }
    Xml value = holder.child("value").orElse(null);
    if (value == null || "true".equals(value.attribute("{http://www.w3.org/2001/XMLSchema-instance}nil"))) {
      return null;
    }
    String type = value.attribute("{http://www.w3.org/2001/XMLSchema-instance}type", "xsd:string");
    return switch (type.substring(type.indexOf(':') + 1)) {
      case "decimal", "double", "integer" -> new BigDecimal(value.text().strip());
      case "boolean" -> Boolean.valueOf(value.text().strip());
      case "date" -> Temporals.date(value.text().strip());
      case "time" -> Temporals.time(value.text().strip());
      case "dateTime" -> Temporals.dateAndTime(value.text().strip());
      case "duration" -> Temporals.duration(value.text().strip());
      default -> value.text();
    };
  }
}
