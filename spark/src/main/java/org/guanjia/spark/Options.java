package org.guanjia.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What the program is told.
 *
 * @param month of entitlement
 * @param programmes a folder with a folder for each programme, or null for those that come with the library
 * @param register a Parquet folder or file, or null where it is read by JDBC
 * @param jdbc settings of Spark's JDBC source, without their {@code jdbc.}
 * @param result the folder that is written anew, as Parquet
 * @param reasons with the nearest row, the missing facts and the failed conditions
 * @param answers which answers are written
 */
record Options(YearMonth month, @Nullable Path programmes, @Nullable String register, Map<String, String> jdbc, String result,
    boolean reasons, Set<Answer> answers) {

  static final String USAGE = """
      --month=2026-11 --result=PATH (--register=PATH | --jdbc.url=... --jdbc.dbtable=... [--jdbc.partitionColumn=person --jdbc.lowerBound=... \
      --jdbc.upperBound=... --jdbc.numPartitions=...]) [--programmes=FOLDER] [--reasons] [--answers=YES,UNKNOWN]
      Any --jdbc.NAME is a setting of Spark's JDBC source; user and password come from GUANJIA_JDBC_USER and GUANJIA_JDBC_PASSWORD.""";

  private static final Set<String> KNOWN = Set.of("month", "result", "register", "programmes", "reasons", "answers");
  private static final String JDBC = "jdbc.";

  /** @throws IllegalArgumentException naming the argument that is wrong */
  static Options of(String[] arguments, Map<String, String> environment) {
    Map<String, String> given = new LinkedHashMap<>();
    Arrays.stream(arguments).forEach(argument -> take(argument, given));
    Map<String, String> jdbc = new LinkedHashMap<>();
    given.forEach((name, value) -> {
      if (name.startsWith(JDBC)) jdbc.put(name.substring(JDBC.length()), value);
    });
    if (jdbc.isEmpty() != given.containsKey("register")) throw new IllegalArgumentException("Either --register or --jdbc.url, not both and not neither");
    if (!jdbc.isEmpty()) {
      if (environment.get("GUANJIA_JDBC_USER") instanceof String user) jdbc.put("user", user);
      if (environment.get("GUANJIA_JDBC_PASSWORD") instanceof String password) jdbc.put("password", password);
    }
    String programmes = given.get("programmes");
    return new Options(month(needed(given, "month")), programmes == null ? null : Path.of(programmes), given.get("register"), jdbc, needed(given, "result"),
        given.containsKey("reasons"), answers(given.get("answers")));
  }

  private static void take(String argument, Map<String, String> given) {
    String[] parts = argument.split("=", 2);
    String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
    if (!KNOWN.contains(name) && !name.startsWith(JDBC)) throw new IllegalArgumentException("Not an argument: " + argument);
    if (parts.length == 1 && !name.equals("reasons")) throw new IllegalArgumentException(argument + " has no value");
    if (given.put(name, parts.length == 1 ? "" : parts[1]) != null) throw new IllegalArgumentException("--" + name + " twice");
  }

  private static String needed(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null || value.isBlank()) throw new IllegalArgumentException("--" + name + " is missing");
    return value;
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("--month=" + text + ": a month is written 2026-11", e);
    }
  }

  private static Set<Answer> answers(@Nullable String text) {
    if (text == null) return EnumSet.allOf(Answer.class);
    try {
      Set<Answer> answers = EnumSet.noneOf(Answer.class);
      Arrays.stream(text.split(",")).forEach(name -> answers.add(Answer.valueOf(name.strip())));
      return answers;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--answers=" + text + ": some of YES, NO, UNKNOWN", e);
    }
  }

  RuleSources rules() throws IOException {
    return programmes == null ? RuleSources.shipped(month) : RuleSources.read(month, programmes);
  }
}
