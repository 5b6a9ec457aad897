package org.guanjia.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A programme, read and checked. Immutable; the same text gives the same hash and the same answers. */
public final class Programme {

  static final String ENTITLEMENT = "entitlement";
  static final String ENTITLED = "entitled";
  static final String AMOUNT = "amount";

  private final ProgrammeText text;
  private final Vocabulary vocabulary;
  private final Model model;
  private final Parameters parameters;
  private final Set<Fact> asks;
  private final Set<String> needs;
  private final String hash;

  Programme(ProgrammeText text, Vocabulary vocabulary, Model model, Parameters parameters, Set<Fact> asks, Set<String> needs) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.model = model;
    this.parameters = parameters;
    this.asks = asks;
    this.needs = needs;
    this.hash = hash(text);
  }

  /**
   * Reads and checks a programme.
   *
   * @throws NotAProgramme with all that is wrong: FEEL or DMN that is not read, unknown names, rings, rows that overlap, persons no row applies to, parameters
   *     whose dates overlap or leave a gap, examples that are not well-formed. Whether the examples come out is asked of {@link #tryExamples}.
   */
  public static Programme read(ProgrammeText text, Vocabulary vocabulary) throws NotAProgramme {
    return new ProgrammeReader(text, vocabulary).read();
  }

  /** The programme's code. */
  public String code() {
    return text.code();
  }

  /** What it was read from. */
  public ProgrammeText text() {
    return text;
  }

  /** SHA-256 over the normalised text (line ends, parameters in order; not the examples, which decide nothing), 64 hex digits. */
  public String hash() {
    return hash;
  }

  /** The facts that may matter, raw and derived, in the vocabulary's order. */
  public Set<Fact> asks() {
    return asks;
  }

  /** The raw facts that settle what it asks. */
  public Set<Fact> asksRaw() {
    Set<Fact> raw = new LinkedHashSet<>();
    asks.forEach(fact -> raw.add(vocabulary.settledBy(fact)));
    return raw;
  }

  /** The parameters it needs, by name. */
  public Set<String> needs() {
    return needs;
  }

  /** The rows of the table {@code entitlement} as written: texts of the conditions, then of the outputs. */
  public List<List<String>> rows() {
    return entitlement().rows().stream().map(row -> {
      List<String> texts = new ArrayList<>(row.testTexts());
      texts.addAll(row.outputTexts());
      return List.copyOf(texts);
    }).toList();
  }

  /** The notes beside the rows of the table {@code entitlement}; empty where there is none. */
  public List<String> annotations() {
    return entitlement().rows().stream().map(DecisionTable.Row::annotation).toList();
  }

  /** The headings of {@link #rows()}. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(entitlement().inputs().stream().map(DecisionTable.Input::label).toList());
    entitlement().outputs().forEach(output -> columns.add(output.label()));
    return columns;
  }

  /** The rules of a month, its parameters put in. @throws NoParameters naming those that have no value then */
  public MonthRules in(YearMonth month) throws NoParameters {
    Map<String, Object> values = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : needs) {
      Object value = parameters.value(name, month);
      if (value == null) {
        missing.add(name);
      } else {
        values.put(name, value);
      }
    }
    if (!missing.isEmpty()) {
      throw new NoParameters(code(), month, missing);
    }
    return new MonthRules(this, month, values);
  }

  /** The months in which a parameter may change, the first of them the first in which the programme may stand. */
  public List<YearMonth> turns() {
    return parameters.turns(needs);
  }

  /** What each example comes to. */
  public List<ExampleResult> tryExamples() {
    return text.examples().stream().map(this::tried).toList();
  }

  private ExampleResult tried(Example example) {
    try {
      return new ExampleResult(example, in(example.month()).decide(raw(example, vocabulary)), null);
    } catch (NoParameters | IllegalArgumentException | FeelException e) {
      return new ExampleResult(example, null, String.valueOf(e.getMessage()));
    }
  }

  /** @throws IllegalArgumentException or {@link FeelException} when a fact is not one or its value not of its domain */
  static long[] raw(Example example, Vocabulary vocabulary) {
    long[] raw = vocabulary.nobody();
    example.facts().forEach((code, literal) -> {
      Fact fact = vocabulary.fact(code).filter(found -> !found.derived()).orElseThrow(() -> new IllegalArgumentException(code + " is not a raw fact"));
      raw[fact.place()] = fact.held(Parameters.literal(literal));
    });
    return raw;
  }

  private static String hash(ProgrammeText text) {
    StringBuilder normal = new StringBuilder("guanjia programme 1\n").append(text.code()).append('\n');
    text.parameters().stream().map(line -> String.join("\u001f", line.name(), line.value().strip(), line.from().toString(),
        line.to() == null ? "" : line.to().toString())).sorted().forEach(line -> normal.append(line).append('\n'));
    normal.append(text.dmn().replace("\r\n", "\n").strip());
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(normal.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  DecisionTable entitlement() {
    return model.nodes().get(ENTITLEMENT) instanceof Model.Node node && node.logic() instanceof Expr.Table table ? table.table() : NO_TABLE;
  }

  private static final DecisionTable NO_TABLE = new DecisionTable(DecisionTable.HitPolicy.UNIQUE, null, List.of(), List.of(), List.of());

  Model model() {
    return model;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  @Nullable ParameterLine parameter(String name, YearMonth month) {
    return parameters.line(name, month);
  }
}
