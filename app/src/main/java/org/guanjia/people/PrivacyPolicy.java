package org.guanjia.people;

import java.util.Arrays;
import java.util.List;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;

/** Who sees what of a person: the rules as the program keeps them, in a table that a person can read. */
final class PrivacyPolicy {

  private PrivacyPolicy() {}

  static List<PrivacyRule> rows() {
    List<Role> view = roles(Permission.PEOPLE_VIEW);
    List<Role> reveal = roles(Permission.PEOPLE_VIEW, Permission.PERSONAL_REVEAL);
    List<Role> ofChild = roles(Permission.PEOPLE_VIEW, Permission.PERSONAL_REVEAL, Permission.PEOPLE_EDIT);
    return Arrays.stream(Attribute.values())
        .map(attribute -> new PrivacyRule(attribute, attribute.guarded(), view, attribute.guarded() ? reveal : List.of(), attribute.guarded() ? ofChild : List.of()))
        .toList();
  }

  static List<Role> roles(Permission... all) {
    return Arrays.stream(Role.values()).filter(role -> AccessTable.of(role).containsAll(List.of(all))).toList();
  }
}
