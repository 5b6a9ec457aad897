package org.guanjia.linkage;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The few short texts of which two records of one person share at least one, though name, birth or number is wrong. Each is composed of parts that
 * together few people have, so that a block stays small for 张伟 too.
 */
final class BlockingKeys {

  private BlockingKeys() {}

  static List<String> of(Traits traits) {
    Set<String> keys = new LinkedHashSet<>();
    List<String> syllables = PersonNames.syllables(PersonNames.normal(traits.name()));
    String name = String.join("", syllables);
    for (LocalDate birth : Comparison.births(traits)) {
      keys.add("m" + name + birth.getYear() + "/" + birth.getMonthValue());
      keys.add("d" + name + birth.getMonthValue() + "." + birth.getDayOfMonth());
      if (traits.village() != null) keys.add("v" + birth + traits.village());
    }
    if (traits.village() != null) keys.add("n" + name + traits.village());
    for (String phone : traits.phones()) keys.add("p" + phone);
    Traits.Document document = traits.document();
    if (document != null && document.tail() != null) keys.add("t" + document.tail() + (syllables.isEmpty() ? "" : syllables.getFirst()));
    return List.copyOf(keys);
  }
}
