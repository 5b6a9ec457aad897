package org.guanjia.meetings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.UserCard;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.Catalogue;
import org.springframework.stereotype.Component;

/** Who can be invited or be given something: departments, villages, members of staff; and who reads for them. */
@Component
class Parties {

  private static final List<Role> STAFF = List.of(Role.TOWN_DESK, Role.DEPARTMENT_OFFICER, Role.MEETING_SECRETARY, Role.LEADER, Role.VILLAGE_CLERK, Role.AUDITOR);

  private final Catalogue catalogue;
  private final Places places;
  private final Users users;

  Parties(Catalogue catalogue, Places places, Users users) {
    this.catalogue = catalogue;
    this.places = places;
    this.users = users;
  }

  /** What it is called in documents, which are in Chinese; empty when there is none such. */
  Optional<String> name(Party party, String code) {
    return switch (party) {
      case DEPARTMENT -> catalogue.departments().stream().filter(one -> one.code().equals(code)).map(Catalogue.Department::name).findFirst();
      case VILLAGE -> places.village(code).filter(village -> !village.retired()).map(village -> village.nameZh());
      case USER -> users.find(code).filter(UserCard::enabled).map(UserCard::name);
    };
  }

  /** Ids of the members of staff who read for it; at most 500. */
  List<String> readers(Party party, String code) {
    return switch (party) {
      case DEPARTMENT -> ids(users.working(Role.DEPARTMENT_OFFICER).stream().filter(user -> code.equals(user.profile().department())).toList());
      case VILLAGE -> ids(users.working(Role.VILLAGE_CLERK).stream().filter(user -> user.profile().areas().contains(code)).toList());
      case USER -> List.of(code);
    };
  }

  List<Choice> departments() {
    return catalogue.departments().stream().map(one -> Choice.of(one.code(), one.name())).toList();
  }

  Map<String, String> departmentNames() {
    var names = new LinkedHashMap<String, String>();
    catalogue.departments().forEach(one -> names.put(one.code(), one.name()));
    return names;
  }

  Map<String, String> names(java.util.Collection<String> people) {
    return users.names(people);
  }

  /** All of them, as forms name them: {@code DEPARTMENT:roads}. */
  List<Choice> all(Page page) {
    var all = new ArrayList<Choice>();
    String department = page.t("meetings.party.DEPARTMENT");
    catalogue.departments().forEach(one -> all.add(Choice.of(Party.DEPARTMENT + ":" + one.code(), one.name()).in(department)));
    String village = page.t("meetings.party.VILLAGE");
    places.villages().forEach(one -> all.add(Choice.of(Party.VILLAGE + ":" + one.code(), one.name(page.locale())).in(village)));
    String staff = page.t("meetings.party.USER");
    users.working(STAFF).forEach(one -> all.add(Choice.of(Party.USER + ":" + one.id(), one.name()).in(staff)));
    return all;
  }

  private static List<String> ids(List<UserCard> cards) {
    return cards.stream().map(UserCard::id).toList();
  }
}
