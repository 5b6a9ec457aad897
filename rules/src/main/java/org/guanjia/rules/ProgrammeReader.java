package org.guanjia.rules;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.rules.Problem.Kind;
import org.jspecify.annotations.Nullable;

/** Reads a programme and gathers what is wrong with it. */
final class ProgrammeReader {

  private final ProgrammeText text;
  private final Vocabulary vocabulary;
  private final List<Problem> problems = new ArrayList<>();

  ProgrammeReader(ProgrammeText text, Vocabulary vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
  }

  Programme read() throws NotAProgramme {
    Model model = DmnReader.read(text.dmn(), problems);
    Parameters parameters = Parameters.read(text.parameters(), problems);
    checkInputs(model, parameters);
    checkEntitlement(model);
    Set<String> inputs = model.inputsOf(Set.of(Programme.ENTITLEMENT));
    Set<Fact> asks = new TreeSet<>(Comparator.comparingInt(Fact::place));
    inputs.forEach(name -> vocabulary.fact(name).ifPresent(asks::add));
    Set<String> needs = needs(inputs, asks);
    for (String name : needs) {
      if (!parameters.names().contains(name) && problems.isEmpty()) {
        problems.add(Problem.of(Kind.PARAMETER_GAP, name, "has no value at all"));
      }
    }
    asks.stream().filter(Fact::derived).map(fact -> vocabulary.derivation(fact).parameter())
        .forEach(name -> parameters.values(name).forEach(value -> checkType(name, value, "boolean")));
    text.examples().forEach(this::checkExample);
    refuse();
    Programme programme = new Programme(text, vocabulary, model, parameters, java.util.Collections.unmodifiableSet(asks), needs);
    checkTables(programme);
    refuse();
    return programme;
  }

  private void refuse() throws NotAProgramme {
    if (!problems.isEmpty()) {
      throw new NotAProgramme(problems.stream().distinct().toList());
    }
  }

  private Set<String> needs(Set<String> inputs, Set<Fact> asks) {
    Set<String> needs = new LinkedHashSet<>();
    inputs.stream().filter(name -> vocabulary.fact(name).isEmpty()).forEach(needs::add);
    asks.stream().filter(Fact::derived).forEach(fact -> needs.add(vocabulary.derivation(fact).parameter()));
    return needs;
  }

  private void checkInputs(Model model, Parameters parameters) {
    for (Model.InputData input : model.inputs().values()) {
      Optional<Fact> fact = vocabulary.fact(input.name());
      if (fact.isPresent() && parameters.names().contains(input.name())) {
        problems.add(Problem.of(Kind.PARAMETER, input.name(), "is the name of a fact"));
      } else if (fact.isEmpty() && !parameters.names().contains(input.name())) {
        problems.add(Problem.of(Kind.UNKNOWN_INPUT, input.name(), "is neither a fact nor a parameter"));
      }
      for (Object value : fact.isEmpty() ? parameters.values(input.name()) : List.of()) {
        checkType(input.name(), value, input.type());
      }
      fact.filter(found -> input.type() != null && !found.kind().feel.equals(input.type()))
          .ifPresent(found -> problems.add(Problem.of(Kind.TYPE, input.name(), "is a " + found.kind().feel + ", not a " + input.type())));
    }
  }

  private void checkType(String parameter, Object value, @Nullable String type) {
    if (type != null && !Types.is(value, type)) {
      problems.add(Problem.of(Kind.TYPE, parameter, Values.literal(value) + " is not a " + type));
    }
  }

  private void checkEntitlement(Model model) {
    Model.Node node = model.nodes().get(Programme.ENTITLEMENT);
    if (node == null || node.parameters() != null || !(node.logic() instanceof Expr.Table(DecisionTable table))) {
      problems.add(Problem.of(Kind.ENTITLEMENT, Programme.ENTITLEMENT, "is not a decision with a table"));
      return;
    }
    List<String> outputs = table.outputs().stream().map(DecisionTable.Output::name).toList();
    if (!outputs.equals(List.of(Programme.ENTITLED, Programme.AMOUNT))) {
      problems.add(Problem.of(Kind.ENTITLEMENT, Programme.ENTITLEMENT, "has the outputs " + outputs + ", not [entitled, amount]"));
    } else if (!table.hitPolicy().single()) {
      problems.add(Problem.of(Kind.ENTITLEMENT, Programme.ENTITLEMENT, "has the hit policy " + table.hitPolicy() + ", which gives more than one row"));
    } else {
      for (int row = 0; row < table.rows().size(); row++) {
        if (!(table.rows().get(row).outputs().getFirst() instanceof Expr.Literal(Boolean entitled))) {
          problems.add(Problem.at(Kind.ENTITLEMENT, Programme.ENTITLEMENT, row, table.inputs().size(), "entitled is neither true nor false"));
        }
      }
    }
  }

  private void checkExample(Example example) {
    try {
      Programme.raw(example, vocabulary);
    } catch (FeelException e) {
      problems.add(Problem.of(Kind.EXAMPLE, example.name(), e.detail()));
    } catch (IllegalArgumentException e) {
      problems.add(Problem.of(Kind.EXAMPLE, example.name(), String.valueOf(e.getMessage())));
    }
  }

  /** Each table is checked with each set of values that the parameters have at a time: bands may be parameters. */
  private void checkTables(Programme programme) {
    List<YearMonth> turns = programme.turns();
    Map<String, Long> reached = new HashMap<>();
    Budget budget = new Budget();
    boolean stands = false;
    for (YearMonth turn : turns.isEmpty() ? List.of(YearMonth.of(2026, 1)) : turns) {
      try {
        new TableCheck(programme.in(turn), problems, reached, budget).check();
        stands = true;
      } catch (NoParameters e) {
        // before all parameters have begun, or after the first has ended: the programme does not stand then
        continue;
      }
      if (!problems.isEmpty()) {
        return;
      }
    }
    if (!stands) {
      problems.add(Problem.of(Kind.PARAMETER_GAP, null, "in no month do all parameters have a value"));
    }
    problems.addAll(TableCheck.unreached(programme.model(), reached));
  }
}
