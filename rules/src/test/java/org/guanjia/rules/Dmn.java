package org.guanjia.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A DMN document for a test, with as little as the test speaks of. */
final class Dmn {

  private final StringBuilder inputs = new StringBuilder();
  private final StringBuilder decisions = new StringBuilder();
  private final Map<String, String> kinds = new LinkedHashMap<>();

  static Dmn asking(String... names) {
    Dmn dmn = new Dmn();
    for (String name : names) {
      dmn.inputs.append("<inputData id='").append(id(name)).append("' name='").append(name).append("'><variable name='").append(name).append("'/></inputData>");
      dmn.kinds.put(name, "requiredInput");
    }
    return dmn;
  }

  /** A decision by a FEEL text that requires those. */
  Dmn decision(String name, String feel, String... requires) {
    return decision(name, "<literalExpression><text>" + xml(feel) + "</text></literalExpression>", List.of(requires));
  }

  Dmn logic(String name, String logic, String... requires) {
    return decision(name, logic, List.of(requires));
  }

  private Dmn decision(String name, String logic, List<String> requires) {
    decisions.append("<decision id='").append(id(name)).append("' name='").append(name).append("'><variable name='").append(name).append("'/>");
    requires.forEach(required -> decisions.append("<informationRequirement><").append(kinds.getOrDefault(required, "requiredDecision")).append(" href='#")
        .append(id(required)).append("'/></informationRequirement>"));
    decisions.append(logic).append("</decision>");
    return this;
  }

  /** The table {@code entitlement}, which requires all inputs and those decisions; rows as {@code cell | cell | entitled | amount}. */
  Dmn entitlement(String hitPolicy, List<String> inputs, List<String> requires, String... rows) {
    List<String> all = new ArrayList<>(kinds.keySet());
    all.addAll(requires);
    return decision("entitlement", table(hitPolicy, inputs, List.of("entitled", "amount"), rows), all);
  }

  static String table(String hitPolicy, List<String> inputs, List<String> outputs, String... rows) {
    StringBuilder table = new StringBuilder("<decisionTable " + (hitPolicy.contains("=") ? hitPolicy : "hitPolicy='" + hitPolicy + "'") + ">");
    inputs.forEach(input -> table.append("<input><inputExpression><text>").append(xml(input)).append("</text></inputExpression></input>"));
    outputs.forEach(output -> table.append("<output").append(output.isEmpty() ? "" : " name='" + output + "'").append("/>"));
    for (String row : rows) {
      String[] cells = row.split("\\|");
      table.append("<rule>");
      for (int i = 0; i < cells.length; i++) {
        String entry = i < inputs.size() ? "inputEntry" : "outputEntry";
        table.append("<").append(entry).append("><text>").append(xml(cells[i].strip())).append("</text></").append(entry).append(">");
      }
      table.append("</rule>");
    }
    return table.append("</decisionTable>").toString();
  }

  String document() {
    return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' id='d' name='d' namespace='test'>" + inputs + decisions + "</definitions>";
  }

  private static String id(String name) {
    return "_" + name.replace(' ', '_');
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
