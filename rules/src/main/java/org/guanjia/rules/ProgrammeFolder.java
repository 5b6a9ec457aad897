package org.guanjia.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A programme in files: {@code programme.dmn}; {@code parameters.csv} with name, value, from, to, document, confirmed; {@code examples.csv} with name, month,
 * answer, amount_fen, then one column for each fact, empty where it is unknown.
 */
public final class ProgrammeFolder {

  private static final String DMN = "programme.dmn";
  private static final String PARAMETERS = "parameters.csv";
  private static final String EXAMPLES = "examples.csv";
  private static final List<String> PARAMETER_COLUMNS = List.of("name", "value", "from", "to", "document", "confirmed");
  private static final List<String> EXAMPLE_COLUMNS = List.of("name", "month", "answer", "amount_fen");

  private ProgrammeFolder() {
  }

  /** The codes of the programmes that come with this library. */
  public static List<String> shipped() {
    return resource("index.txt").lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** A programme that comes with this library. @throws IllegalArgumentException where there is none of that code or a file is torn */
  public static ProgrammeText shipped(String code) {
    if (!code.matches("[a-z0-9-]{1,60}")) {
      throw new IllegalArgumentException("Not a programme's code: " + code);
    }
    return of(code, resource(code + "/" + DMN), resource(code + "/" + PARAMETERS), resource(code + "/" + EXAMPLES));
  }

  /** A programme from a folder whose name is its code. @throws IllegalArgumentException naming the file and the line that is torn */
  public static ProgrammeText read(Path folder) throws IOException {
    return of(folder.getFileName().toString(), Files.readString(folder.resolve(DMN)), Files.readString(folder.resolve(PARAMETERS)),
        Files.readString(folder.resolve(EXAMPLES)));
  }

  /** Writes what {@link #read} reads back. */
  public static void write(ProgrammeText text, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(DMN), text.dmn());
    Files.writeString(folder.resolve(PARAMETERS), parametersCsv(text.parameters()));
    Files.writeString(folder.resolve(EXAMPLES), examplesCsv(text.examples()));
  }

  /** A programme from the texts of its three files. @throws IllegalArgumentException naming the file and the line that is torn */
  public static ProgrammeText of(String code, String dmn, String parametersCsv, String examplesCsv) {
    return new ProgrammeText(code, dmn, parameters(parametersCsv), examples(examplesCsv));
  }

  /** The lines of {@code parameters.csv}. */
  public static List<ParameterLine> parameters(String csv) {
    List<ParameterLine> lines = new ArrayList<>();
    each(PARAMETERS, csv, PARAMETER_COLUMNS, row -> lines.add(new ParameterLine(row.getOrDefault("name", ""), row.getOrDefault("value", ""),
        LocalDate.parse(row.getOrDefault("from", "")), row.containsKey("to") ? LocalDate.parse(row.getOrDefault("to", "")) : null, row.get("document"),
        row.getOrDefault("confirmed", "false").equals("true"))));
    return lines;
  }

  /** The lines of {@code examples.csv}. */
  public static List<Example> examples(String csv) {
    List<Example> examples = new ArrayList<>();
    each(EXAMPLES, csv, EXAMPLE_COLUMNS, row -> {
      Map<String, String> facts = new LinkedHashMap<>(row);
      EXAMPLE_COLUMNS.forEach(facts::remove);
      examples.add(new Example(row.getOrDefault("name", ""), facts, YearMonth.parse(row.getOrDefault("month", "")),
          Answer.valueOf(row.getOrDefault("answer", "")), row.containsKey("amount_fen") ? Long.valueOf(row.getOrDefault("amount_fen", "")) : null));
    });
    return examples;
  }

  /** As {@code parameters.csv}. */
  public static String parametersCsv(List<ParameterLine> lines) {
    List<List<String>> rows = new ArrayList<>(List.of(PARAMETER_COLUMNS));
    lines.forEach(line -> rows.add(List.of(line.name(), line.value(), line.from().toString(), line.to() == null ? "" : line.to().toString(),
        line.document() == null ? "" : line.document(), String.valueOf(line.confirmed()))));
    return Csv.write(rows);
  }

  /** As {@code examples.csv}. */
  public static String examplesCsv(List<Example> examples) {
    List<String> facts = examples.stream().flatMap(example -> example.facts().keySet().stream()).distinct().toList();
    List<String> heading = new ArrayList<>(EXAMPLE_COLUMNS);
    heading.addAll(facts);
    List<List<String>> rows = new ArrayList<>(List.of(heading));
    for (Example example : examples) {
      List<String> row = new ArrayList<>(List.of(example.name(), example.month().toString(), example.answer().name(),
          example.amountFen() == null ? "" : example.amountFen().toString()));
      facts.forEach(fact -> row.add(example.facts().getOrDefault(fact, "")));
      rows.add(row);
    }
    return Csv.write(rows);
  }

  interface Line {
    void take(Map<String, String> row);
  }

  static void each(String file, String csv, List<String> must, Line taker) {
    List<List<String>> rows = Csv.read(csv);
    List<String> heading = rows.isEmpty() ? List.of() : rows.getFirst();
    if (!heading.containsAll(must)) {
      throw new IllegalArgumentException(file + ": the first line must name " + must);
    }
    for (int i = 1; i < rows.size(); i++) {
      try {
        taker.take(row(heading, rows.get(i)));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ": line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
  }

  private static Map<String, String> row(List<String> heading, List<String> fields) {
    if (fields.size() > heading.size()) {
      throw new IllegalArgumentException(fields.size() + " fields under " + heading.size() + " headings");
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).isEmpty()) {
        row.put(heading.get(i), fields.get(i));
      }
    }
    return row;
  }

  static String resource(String name) {
    try (InputStream in = ProgrammeFolder.class.getResourceAsStream("/programmes/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("No programme's file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
