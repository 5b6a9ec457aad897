package org.guanjia.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.guanjia.rules.DecisionTable.Aggregation;
import org.guanjia.rules.DecisionTable.HitPolicy;
import org.jspecify.annotations.Nullable;

/** The boxed expressions of one decision: literal, table, context, invocation, list, relation, conditional, filter, iterations, function. */
record BoxedReader(DmnReader reader, String decision, List<Problem> problems) {

  private static final Set<String> NO_LOGIC = Set.of("description", "extensionElements", "variable", "informationRequirement", "knowledgeRequirement",
      "authorityRequirement", "question", "allowedAnswers", "formalParameter", "parameter", "supportedObjective", "impactedPerformanceIndicator",
      "decisionMaker", "decisionOwner", "usingProcess", "usingTask");
  private static final Expr NOTHING = new Expr.Literal(null);

  /** The expression that stands in an element. */
  Expr logic(Xml holder, Set<String> scope) {
    List<Xml> found = holder.children().stream().filter(child -> !NO_LOGIC.contains(child.name()) && child.namespace().equals(holder.namespace())).toList();
    if (found.size() != 1) {
      reader.unsupported(decision, found.isEmpty() ? "no logic in " + holder.name() : "more than one expression in " + holder.name());
      return NOTHING;
    }
    return expression(found.getFirst(), scope);
  }

  private Expr expression(Xml element, Set<String> scope) {
    String language = element.attribute("expressionLanguage", "FEEL");
    if (!language.toUpperCase(Locale.ROOT).contains("FEEL")) {
      reader.unsupported(decision, "expression language " + language);
      return NOTHING;
    }
    return switch (element.name()) {
      case "literalExpression" -> literal(element, scope);
      case "decisionTable" -> new Expr.Table(table(element, scope));
      case "context" -> context(element, scope);
      case "invocation" -> invocation(element, scope);
      case "list" -> new Expr.ListOf(element.children().stream().filter(child -> !NO_LOGIC.contains(child.name())).map(e -> expression(e, scope)).toList());
      case "relation" -> relation(element, scope);
      case "conditional" -> new Expr.If(part(element, "if", scope), part(element, "then", scope), part(element, "else", scope));
      case "filter" -> new Expr.Filtered(part(element, "in", scope), part(element, "match", filtered(scope)));
      case "for" -> new Expr.For(iteration(element, scope), part(element, "return", within(element, scope, "partial")));
      case "some", "every" -> new Expr.Quantified(element.name().equals("every"), iteration(element, scope),
          part(element, "satisfies", within(element, scope)));
      case "functionDefinition" -> function(element, scope);
      default -> {
        reader.unsupported(decision, element.name());
        yield NOTHING;
      }
    };
  }

  private Expr part(Xml element, String name, Set<String> scope) {
    return element.child(name).map(part -> logic(part, scope)).orElseGet(() -> {
      reader.unsupported(decision, element.name() + " without " + name);
      return NOTHING;
    });
  }

  private Set<String> filtered(Set<String> scope) {
    Set<String> inner = new LinkedHashSet<>(scope);
    inner.add("item");
    inner.addAll(reader.entries());
    return inner;
  }

  private List<Expr.Iteration> iteration(Xml element, Set<String> scope) {
    return List.of(new Expr.Iteration(variable(element), part(element, "in", scope), null));
  }

  private static Set<String> within(Xml element, Set<String> scope, String... more) {
    Set<String> inner = new LinkedHashSet<>(scope);
    inner.add(variable(element));
    inner.addAll(List.of(more));
    return inner;
  }

  private static String variable(Xml element) {
    return element.attribute("iteratorVariable", "").strip().replaceAll("\\s+", " ");
  }

  /** A function, of business knowledge or within an expression. */
  Expr function(Xml element, Set<String> scope) {
    if (!element.attribute("kind", "FEEL").equals("FEEL")) {
      reader.unsupported(decision, "function of kind " + element.attribute("kind"));
      return NOTHING;
    }
    List<Expr.Parameter> parameters = element.children("formalParameter").map(reader::parameter).toList();
    Set<String> inner = new LinkedHashSet<>(scope);
    parameters.forEach(parameter -> inner.add(parameter.name()));
    return new Expr.Lambda(parameters, logic(element, inner));
  }

  private Expr literal(Xml element, Set<String> scope) {
    String text = text(element);
    if (text == null) {
      reader.unsupported(decision, "literal expression without text");
      return NOTHING;
    }
    return feel(text, scope, -1, -1, false);
  }

  private Expr context(Xml element, Set<String> scope) {
    Set<String> inner = new LinkedHashSet<>(scope);
    List<Expr.Entry> entries = new ArrayList<>();
    for (Xml entry : element.children("contextEntry").toList()) {
      Xml variable = entry.child("variable").orElse(null);
      Expr value = logic(entry, inner);
      if (variable == null) {
        return new Expr.ContextOf(entries, value);
      }
      entries.add(new Expr.Entry(DmnReader.name(variable), value));
      inner.add(DmnReader.name(variable));
    }
    return new Expr.ContextOf(entries, null);
  }

  /** By position where the model's function is called: the bindings are put in the order of its parameters. By name where it is another in scope. */
  private Expr invocation(Xml element, Set<String> scope) {
    String called = element.child("literalExpression").map(BoxedReader::textOf).orElse("");
    List<Xml> bindings = element.children("binding").toList();
    List<String> names = bindings.stream().map(binding -> binding.child("parameter").map(DmnReader::name).orElse("")).toList();
    List<String> parameters = reader.parameters(called);
    if (!scope.contains(called) || parameters != null && !parameters.containsAll(names)) {
      problems.add(Problem.of(Problem.Kind.UNKNOWN_NAME, decision, "invocation of " + called + (scope.contains(called) ? " with " + names : "")));
      return NOTHING;
    }
    List<Expr> arguments = bindings.stream().map(binding -> logic(binding, scope)).toList();
    if (parameters == null) {
      return new Expr.Invoked(new Expr.Name(called), arguments, names);
    }
    return new Expr.Call(called, parameters.stream().map(parameter -> names.contains(parameter) ? arguments.get(names.indexOf(parameter)) : NOTHING).toList());
  }

  private Expr relation(Xml element, Set<String> scope) {
    List<String> columns = element.children("column").map(DmnReader::name).toList();
    List<Expr> rows = new ArrayList<>();
    for (Xml row : element.children("row").toList()) {
      List<Expr.Entry> entries = new ArrayList<>();
      for (int i = 0; i < Math.min(columns.size(), row.children().size()); i++) {
        entries.add(new Expr.Entry(columns.get(i), expression(row.children().get(i), scope)));
      }
      rows.add(new Expr.ContextOf(entries, null));
    }
    return new Expr.ListOf(rows);
  }

  private DecisionTable table(Xml element, Set<String> scope) {
    List<Xml> inputElements = element.children("input").toList();
    List<DecisionTable.Input> inputs = new ArrayList<>();
    for (Xml input : inputElements) {
      Xml expression = input.child("inputExpression").orElse(input);
      String text = java.util.Objects.requireNonNullElse(text(expression), "").strip();
      String type = expression.attribute("typeRef");
      inputs.add(new DecisionTable.Input(text, input.attribute("label", text), feel(text, scope, -1, inputs.size(), false),
          type == null ? null : reader.baseType(type), values(input, "inputValues", inputs.size())));
    }
    List<DecisionTable.Output> outputs = new ArrayList<>();
    for (Xml output : element.children("output").toList()) {
      int column = inputs.size() + outputs.size();
      Expr otherwise = output.child("defaultOutputEntry").map(entry -> feel(textOf(entry), scope, -1, column, false)).orElse(null);
      String type = output.attribute("typeRef");
      String name = DmnReader.name(output);
      outputs.add(new DecisionTable.Output(name, output.attribute("label", name), type == null ? null : reader.baseType(type),
          values(output, "outputValues", column), otherwise));
    }
    List<DecisionTable.Row> rows = new ArrayList<>();
    element.children("rule").forEach(rule -> rows.add(row(rule, rows.size(), inputs.size(), outputs.size(), scope)));
    DecisionTable table = new DecisionTable(hitPolicy(element), aggregation(element), inputs, outputs, rows);
    if (table.aggregation() != null && outputs.size() > 1) {
      reader.unsupported(decision, "aggregation " + table.aggregation() + " of several outputs");
    } else if (table.ordered() && outputs.stream().allMatch(output -> output.allowed() == null)) {
      reader.unsupported(decision, "hit policy " + table.hitPolicy() + " without output values");
    }
    return table;
  }

  private DecisionTable.Row row(Xml rule, int row, int inputs, int outputs, Set<String> scope) {
    List<String> tests = rule.children("inputEntry").map(BoxedReader::textOf).toList();
    List<String> results = rule.children("outputEntry").map(BoxedReader::textOf).toList();
    if (tests.size() != inputs || results.size() != outputs) {
      problems.add(Problem.at(Problem.Kind.UNSUPPORTED_DMN, decision, row, -1, "row with " + tests.size() + " inputs and " + results.size() + " outputs"));
      return new DecisionTable.Row(java.util.Collections.nCopies(inputs, NOTHING), java.util.Collections.nCopies(inputs, ""),
          java.util.Collections.nCopies(outputs, NOTHING), java.util.Collections.nCopies(outputs, ""), "");
    }
    List<Expr> testExpressions = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      testExpressions.add(tests.get(i).isEmpty() ? new Expr.Anything() : feel(tests.get(i), scope, row, i, true));
    }
    List<Expr> outputExpressions = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      outputExpressions.add(results.get(i).isEmpty() || results.get(i).equals("-") ? NOTHING : feel(results.get(i), scope, row, inputs + i, false));
    }
    String annotation = rule.children("annotationEntry").map(BoxedReader::textOf).filter(text -> !text.isEmpty()).findFirst()
        .orElse(rule.child("description").map(d -> d.text().strip()).orElse(""));
    return new DecisionTable.Row(testExpressions, tests, outputExpressions, results, annotation);
  }

  private @Nullable Expr values(Xml clause, String name, int column) {
    Xml found = clause.child(name).orElse(null);
    String text = found == null ? "" : textOf(found);
    return text.isEmpty() ? null : feel(text, Set.of(), -1, column, true);
  }

  private HitPolicy hitPolicy(Xml element) {
    String policy = element.attribute("hitPolicy", "UNIQUE").replace(' ', '_');
    for (HitPolicy known : HitPolicy.values()) {
      if (known.name().equals(policy)) {
        return known;
      }
    }
    reader.unsupported(decision, "hit policy " + policy);
    return HitPolicy.UNIQUE;
  }

  private @Nullable Aggregation aggregation(Xml element) {
    String aggregation = element.attribute("aggregation");
    if (aggregation == null) {
      return null;
    }
    for (Aggregation known : Aggregation.values()) {
      if (known.name().equals(aggregation)) {
        return known;
      }
    }
    reader.unsupported(decision, "aggregation " + aggregation);
    return null;
  }

  private Expr feel(String text, Set<String> scope, int row, int column, boolean tests) {
    try {
      return tests ? FeelParser.tests(text, scope, reader.entries()) : FeelParser.expression(text, scope, reader.entries());
    } catch (FeelException e) {
      problems.add(Problem.at(e.kind(), decision, row, column, e.detail()));
      return NOTHING;
    }
  }

  private static @Nullable String text(Xml element) {
    return element.child("text").map(Xml::text).orElse(null);
  }

  private static String textOf(Xml element) {
    return java.util.Objects.requireNonNullElse(text(element), "").strip();
  }
}
