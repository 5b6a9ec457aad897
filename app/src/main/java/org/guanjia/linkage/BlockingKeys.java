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
    String name = String.join("", PersonNames.syllables(PersonNames.normal(traits.name())));
    for (LocalDate birth : Comparison.births(traits)) {
      keys.add("m" + name + birth.getYear() + "/" + birth.getMonthValue());
      keys.add("d" + name + birth.getMonthValue() + "." + birth.getDayOfMonth());
      if (traits.village() != null) keys.add("v" + birth + traits.village());
    }
    if (traits.village() != null) keys.add("n" + name + traits.village());
    for (String phone : traits.phones()) keys.add("p" + phone);
    Traits.Document document = traits.document();
    if (document != null && document.tail() != null) keys.add("t" + document.tail() + name);
    return List.copyOf(keys);
  }
}
