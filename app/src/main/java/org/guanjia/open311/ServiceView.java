package org.guanjia.open311;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guanjia.open311.Attribute.Datatype;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * A service's setting on its page.
 *
 * @param now what is saved, when somebody else changed it meanwhile; null otherwise
 */
public record ServiceView(String name, ServiceSetting setting, @Nullable ServiceSetting now, Map<String, String> errors) {

  /** The attributes and, while there is room, an empty one. */
  public List<Attribute> blocks() {
    var blocks = new ArrayList<>(setting.attributes());
    if (blocks.size() < Services.ATTRIBUTES_MAX) blocks.add(new Attribute("", Datatype.STRING, true, false, "", null, null, List.of()));
    return blocks;
  }

  public String lines(Attribute attribute) {
    return ServiceForm.lines(attribute.values());
  }

  public List<Choice> datatypes(Page page) {
    return List.of(Datatype.values()).stream().map(each -> Choice.of(each.name(), page.t("open311.datatype." + each.name()))).toList();
  }

  /** What is saved beside what was typed. */
  public List<Difference> differences(Page page) {
    ServiceSetting saved = now;
    if (saved == null) return List.of();
    return List.of(
        new Difference(page.t("open311.offered"), yes(page, saved), yes(page, setting)),
        new Difference(page.t("open311.attributes"), list(saved), list(setting)));
  }

  private static String yes(Page page, ServiceSetting setting) {
    return page.t(setting.offered() ? "open311.offered.yes" : "open311.offered.no");
  }

  private static String list(ServiceSetting setting) {
    return setting.attributes().stream()
        .map(each -> each.code() + (each.required() ? " *" : "") + " " + each.datatype().external() + "\n" + each.description() + "\n" + ServiceForm.lines(each.values()))
        .map(String::strip)
        .collect(Collectors.joining("\n\n"));
  }
}
