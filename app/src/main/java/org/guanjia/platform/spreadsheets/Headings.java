package org.guanjia.platform.spreadsheets;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Column headings, compared the way people mean them. */
final class Headings {
  private static final Pattern REMARK = Pattern.compile("[(\\[【〔].*?[)\\]】〕]");
  private static final Pattern NOISE = Pattern.compile("[\\s\\p{Punct}\\p{P}\\u200B\\uFEFF]+");

  private Headings() {}

  /** Width, case, blanks, punctuation and a remark in brackets such as （必填） do not matter. */
  static String fold(String heading) {
    String plain = Normalizer.normalize(heading, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String folded = NOISE.matcher(REMARK.matcher(plain).replaceAll("")).replaceAll("");
    return folded.isEmpty() ? plain.strip() : folded;
  }

  /** Fields by the column they are recognised in; the first of several equal headings wins, and no column is used twice. */
  static Map<String, Integer> recognise(List<String> headings, List<ImportField<?>> fields) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    Map<String, Integer> byHeading = new LinkedHashMap<>();
    for (int column = 0; column < headings.size(); column++) {
      byHeading.putIfAbsent(fold(headings.get(column)), column);
    }
    for (ImportField<?> field : fields) {
      names(field).stream().map(byHeading::get).filter(c -> c != null && !columns.containsValue(c)).findFirst()
          .ifPresent(column -> columns.put(field.name(), column));
    }
    return columns;
  }

  private static List<String> names(ImportField<?> field) {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(field.name()), field.aliases().stream()).map(Headings::fold).toList();
  }
}
