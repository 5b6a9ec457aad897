package org.guanjia.open311;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guanjia.open311.Attribute.Datatype;
import org.guanjia.open311.Attribute.Value;
import org.jspecify.annotations.Nullable;

/** The page's form of a service's setting: one block for each attribute and an empty one to add the next. */
final class ServiceForm {

  private ServiceForm() {}

  static ServiceSetting read(String service, Map<String, String> typed) {
    var attributes = new ArrayList<Attribute>();
    for (int i = 0; i <= Services.ATTRIBUTES_MAX; i++) {
      String at = "attributes[" + i + "].";
      String code = text(typed, at + "code");
      if (!code.isEmpty()) attributes.add(attribute(at, code, typed));
    }
    String version = text(typed, "version");
    return new ServiceSetting(service, typed.containsKey("offered"), List.copyOf(attributes), version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 0);
  }

  private static Attribute attribute(String at, String code, Map<String, String> typed) {
    String datatype = text(typed, at + "datatype");
    Datatype known = Arrays.stream(Datatype.values()).filter(each -> each.name().equals(datatype)).findFirst().orElse(Datatype.STRING);
    return new Attribute(
        code, known, !typed.containsKey(at + "notice"), typed.containsKey(at + "required"), text(typed, at + "description"),
        optional(typed, at + "descriptionEn"), optional(typed, at + "hint"), known.isList() ? values(text(typed, at + "values")) : List.of());
  }

  /** A line for each value: key = 中文 = English. */
  static List<Value> values(String lines) {
    return lines.lines().map(String::strip).filter(line -> !line.isEmpty()).map(ServiceForm::value).toList();
  }

  private static Value value(String line) {
    String[] parts = line.split("\\s*[=＝]\\s*", 3);
    return new Value(parts[0], parts.length > 1 ? parts[1] : parts[0], parts.length > 2 ? parts[2] : null);
  }

  /** The same lines again. */
  static String lines(List<Value> values) {
    return values.stream().map(value -> value.key() + " = " + value.name() + (value.nameEn() == null ? "" : " = " + value.nameEn())).collect(Collectors.joining("\n"));
  }

  private static String text(Map<String, String> typed, String name) {
    return typed.getOrDefault(name, "").strip();
  }

  private static @Nullable String optional(Map<String, String> typed, String name) {
    String text = text(typed, name);
    return text.isEmpty() ? null : text;
  }
}
