package org.guanjia.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DMN 1.1 to 1.5 from its XML. Collects every problem; what is not read is named. */
final class DmnReader {

  private static final Set<String> NAMESPACES = Set.of("http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/",
      "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20230324/MODEL/");
  private static final Set<String> BASE_TYPES = Set.of("number", "string", "boolean", "date", "time", "dateTime", "date and time",
      "dayTimeDuration", "yearMonthDuration", "days and time duration", "years and months duration", "Any", "any");
  private static final int ITEM_DEPTH_MAX = 20;
  private static final int NODES_MAX = 200;

  private final Xml root;
  private final List<Problem> problems;
  private final Map<String, Xml> items = new HashMap<>();
  private final Map<String, String> namesById = new HashMap<>();
  private final Set<String> entries = new HashSet<>();

  private DmnReader(Xml root, List<Problem> problems) {
    this.root = root;
    this.problems = problems;
  }

  /** The model, as far as it could be read; what is wrong is added to the problems. */
  static Model read(String document, List<Problem> problems) {
    try {
      return new DmnReader(Xml.read(document), problems).model();
    } catch (FeelException e) {
      problems.add(Problem.of(e.kind(), null, e.detail()));
      return new Model(Map.of(), Map.of());
    }
  }

  private Model model() {
    if (!root.name().equals("definitions") || !NAMESPACES.contains(root.namespace())) {
      throw new FeelException(Problem.Kind.UNSUPPORTED_DMN, root.name() + " of " + root.namespace());
    }
    gather(root);
    root.children("import").forEach(found -> unsupported(null, "import of " + found.attribute("namespace", "")));
    root.children("itemDefinition").forEach(item -> items.put(name(item), item));
    Map<String, Model.InputData> inputs = new LinkedHashMap<>();
    root.children("inputData").forEach(input -> inputs.put(register(input), input(input)));
    List<Xml> found = new ArrayList<>(root.children("decision").toList());
    found.addAll(root.children("businessKnowledgeModel").toList());
    Set<String> names = new HashSet<>(inputs.keySet());
    for (Xml node : found) {
      if (!names.add(register(node))) {
        problems.add(Problem.of(Problem.Kind.UNSUPPORTED_DMN, name(node), "two elements of this name"));
      }
    }
    if (found.size() > NODES_MAX) {
      throw new FeelException(Problem.Kind.UNSUPPORTED_DMN, "more than " + NODES_MAX + " decisions");
    }
    Map<String, Model.Node> nodes = new LinkedHashMap<>();
    found.forEach(node -> nodes.put(name(node), node(node)));
    Model model = new Model(inputs, nodes);
    List<String> ring = model.ring();
    if (!ring.isEmpty()) {
      problems.add(Problem.of(Problem.Kind.CIRCULAR, ring.getFirst(), String.join(" -> ", ring) + " -> " + ring.getFirst()));
    }
    return model;
  }

  private String register(Xml element) {
    String id = element.attribute("id");
    if (id != null) {
      namesById.put(id, name(element));
    }
    return name(element);
  }

  private Model.InputData input(Xml element) {
    String type = element.child("variable").map(variable -> variable.attribute("typeRef")).orElse(null);
    return new Model.InputData(name(element), type(element), type == null ? null : allowed(type));
  }

  private @Nullable String type(Xml element) {
    String type = element.child("variable").map(variable -> variable.attribute("typeRef")).orElse(null);
    return type == null ? null : baseType(type);
  }

  private Model.Node node(Xml element) {
    String name = name(element);
    Set<String> requires = requires(element);
    if (element.name().equals("decision")) {
      return new Model.Node(name, requires, null, new BoxedReader(this, name, problems).logic(element, requires), type(element));
    }
    Xml function = element.child("encapsulatedLogic").orElse(null);
    if (function == null) {
      unsupported(name, "business knowledge without logic");
    } else if (new BoxedReader(this, name, problems).function(function, requires) instanceof Expr.Lambda(List<Expr.Parameter> parameters, Expr body)) {
      return new Model.Node(name, requires, parameters, body, null);
    }
    return new Model.Node(name, requires, List.of(), new Expr.Literal(null), null);
  }

  /** Of a function; its type where that is a simple one. */
  Expr.Parameter parameter(Xml formal) {
    String type = formal.attribute("typeRef");
    String base = type == null ? null : baseType(type);
    return new Expr.Parameter(name(formal), base == null ? null : Type.simple(base));
  }

  /** The names of contexts' entries anywhere in the model. */
  Set<String> entries() {
    return entries;
  }

  private void gather(Xml element) {
    String name = switch (element.name()) {
      case "column", "output", "itemComponent" -> name(element);
      case "contextEntry" -> element.child("variable").map(DmnReader::name).orElse("");
      default -> "";
    };
    if (!name.isEmpty()) {
      entries.add(name);
    }
    element.children().forEach(this::gather);
  }

  private Set<String> requires(Xml element) {
    Set<String> requires = new LinkedHashSet<>();
    for (Xml child : element.children()) {
      if (child.name().equals("informationRequirement") || child.name().equals("knowledgeRequirement")) {
        for (Xml reference : child.children()) {
          String href = reference.attribute("href", "");
          String name = namesById.get(href.substring(href.indexOf('#') + 1));
          String service = name != null ? null : root.children("decisionService").filter(one -> one.attribute("id", "").equals(href.substring(href.indexOf('#') + 1)))
              .map(DmnReader::name).findFirst().orElse(null);
          if (service != null) {
            unsupported(name(element), "decision service " + service);
          } else if (name == null && !reference.name().startsWith("extension")) {
            problems.add(Problem.of(Problem.Kind.UNKNOWN_NAME, name(element), "requires " + href));
          } else if (name != null) {
            requires.add(name);
          }
        }
      }
    }
    return requires;
  }

  /** The base type of an item definition that restricts one; itself where it is one; null for a structure or a collection. */
  @Nullable String baseType(String typeRef) {
    String type = typeRef.substring(typeRef.indexOf(':') + 1);
    for (int depth = 0; depth < ITEM_DEPTH_MAX; depth++) {
      Xml item = items.get(type);
      if (item == null) {
        return BASE_TYPES.contains(type) ? type.toLowerCase(Locale.ROOT).equals("any") ? null : type : null;
      } else if (item.attribute("isCollection", "false").equals("true") || item.child("typeRef").isEmpty()) {
        return null;
      }
      String base = item.child("typeRef").orElseThrow().text().strip();
      type = base.substring(base.indexOf(':') + 1);
    }
    return null;
  }

  private @Nullable Expr allowed(String typeRef) {
    Xml item = items.get(typeRef.substring(typeRef.indexOf(':') + 1));
    Xml text = item == null || item.attribute("isCollection", "false").equals("true") ? null
        : item.child("allowedValues").flatMap(allowed -> allowed.child("text")).orElse(null);
    if (text == null) {
      return null;
    }
    try {
      return FeelParser.tests(text.text(), Set.of());
    } catch (FeelException e) {
      problems.add(Problem.of(e.kind(), item == null ? null : name(item), e.detail()));
      return null;
    }
  }

  /** The parameters of business knowledge, or null where there is none of that name. */
  @Nullable List<String> parameters(String function) {
    return root.children("businessKnowledgeModel").filter(element -> name(element).equals(function))
        .map(element -> element.child("encapsulatedLogic").map(logic -> logic.children("formalParameter").map(DmnReader::name).toList()).orElse(List.of()))
        .findFirst().orElse(null);
  }

  void unsupported(@Nullable String decision, String what) {
    problems.add(Problem.of(Problem.Kind.UNSUPPORTED_DMN, decision, what));
  }

  static String name(Xml element) {
    return element.attribute("name", "").strip().replaceAll("\\s+", " ");
  }
}
