package org.guanjia.people;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guanjia.places.Places;
import org.guanjia.places.SubArea;
import org.guanjia.platform.identity.Sex;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;

/** What the register's forms let choose from, in the reader's language; groups and grids stand under their village. */
public record PersonChoices(Page page, Places places) {

  public List<Choice> villages() {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }

  public List<Choice> groups() {
    return within(Places::groups);
  }

  public List<Choice> grids() {
    return within(Places::grids);
  }

  private List<Choice> within(BiFunction<Places, String, List<SubArea>> parts) {
    return places.villages().stream()
        .flatMap(village -> parts.apply(places, village.code()).stream().map(part -> Choice.of(part.code(), part.name(page.locale())).in(village.name(page.locale()))))
        .toList();
  }

  public List<Choice> sexes() {
    return Arrays.stream(Sex.values()).map(sex -> Choice.of(sex.name(), page.t("people.sex." + sex))).toList();
  }

  public List<Choice> documents() {
    return Arrays.stream(DocumentKind.values()).map(kind -> Choice.of(kind.name(), page.t("people.document." + kind))).toList();
  }

  public List<Choice> ethnicGroups() {
    return Stream.concat(IntStream.rangeClosed(1, 56).boxed(), Stream.of(97, 98)).map("%02d"::formatted).map(code -> Choice.of(code, page.t("people.ethnic." + code))).toList();
  }

  public List<Choice> yesOrNo(String field) {
    return Stream.of("true", "false").map(value -> Choice.of(value, page.t("register." + field + "." + value))).toList();
  }

  public List<Choice> relations() {
    return Relations.codes().stream().map(code -> Choice.of(code, page.t("people.relation." + code))).toList();
  }

  public List<Choice> specials() {
    return PersonLists.specials(page);
  }

  public List<Choice> disabilities() {
    return IntStream.rangeClosed(1, 7).mapToObj(String::valueOf).map(code -> Choice.of(code, page.t("register.disability." + code))).toList();
  }

  public List<Choice> grades() {
    return IntStream.rangeClosed(1, 4).mapToObj(String::valueOf).map(code -> Choice.of(code, page.t("register.grade." + code))).toList();
  }

  public List<Choice> householdKinds() {
    return Arrays.stream(Household.Kind.values()).map(kind -> Choice.of(kind.name(), page.t("people.household." + kind), page.t("register.household.kind." + kind))).toList();
  }

  /** A birth is written down where the child comes to live. */
  public List<Choice> events() {
    return Stream.of(LifeEvent.Kind.values()).filter(kind -> kind != LifeEvent.Kind.BORN).map(kind -> Choice.of(kind.name(), page.t("people.event." + kind), page.t("register.event.more." + kind))).toList();
  }
}
