package org.guanjia.people;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts the page of a person together, as of a day and as known at another. */
@Component
class PersonViews {

  private static final Map<String, List<Attribute>> PARTS = new java.util.LinkedHashMap<>();

  static {
    PARTS.put("identity", List.of(Attribute.NAME, Attribute.SEX, Attribute.BIRTH, Attribute.ETHNIC_GROUP, Attribute.DOCUMENT, Attribute.DIED_ON));
    PARTS.put("place", List.of(Attribute.VILLAGE, Attribute.GROUP, Attribute.GRID, Attribute.ADDRESS, Attribute.REGISTERED, Attribute.RESIDENT));
    PARTS.put("reach", List.of(Attribute.PHONES, Attribute.GUARDIAN, Attribute.BANK_ACCOUNT));
  }

  private final PersonReader reader;
  private final Places places;
  private final Users users;
  private final ObjectProvider<PersonChapter> chapters;
  private final Clock clock;

  PersonViews(PersonReader reader, Places places, Users users, ObjectProvider<PersonChapter> chapters, Clock clock) {
    this.reader = reader;
    this.places = places;
    this.users = users;
    this.chapters = chapters;
    this.clock = clock;
  }

  /**
   * @param day null for today
   * @param known null for what is known now
   * @throws NoSuchPerson when the viewer sees none of that number
   */
  PersonView of(Page page, long id, @Nullable LocalDate day, @Nullable LocalDate known) {
    WholePerson whole = reader.read(id);
    Timeline timeline = whole.timeline(PersonView.endOf(known));
    Facts facts = day == null ? timeline.now() : timeline.on(day).orElse(Facts.NONE);
    PlaceNames names = PlaceNames.of(page, places);
    Shown shown = new Shown(page, names, whole.others());
    Map<String, String> people = users.names(writers(whole));
    LocalDate on = day == null ? today() : day;
    List<PersonView.Group> groups = whole.memberships().stream().map(membership -> group(page, membership, on)).toList();
    String name = Objects.requireNonNullElse(facts.name(), Objects.requireNonNullElse(whole.timeline(null).now().name(), ""));
    return new PersonView(
        id, whole.version(), name, line(id, name, facts, groups, on), day, known, today(), facts.isEmpty(), parts(page, timeline, facts, on, shown), whole.households(), groups,
        events(page, whole, shown), whole.records(), chapters(page, whole), history(page, whole, shown, people), names, people);
  }

  /** Whose record that number is. */
  long root(long id) {
    return reader.rootOf(id);
  }

  private static PersonLine line(long id, String name, Facts facts, List<PersonView.Group> groups, LocalDate on) {
    Document document = facts.document();
    Set<SpecialGroup> kinds = EnumSet.noneOf(SpecialGroup.class);
    groups.stream().filter(PersonView.Group::holds).forEach(group -> kinds.add(group.membership().kind()));
    if (Memberships.old(facts.birth(), facts.diedOn(), on)) kinds.add(SpecialGroup.OVER_80);
    return new PersonLine(
        id, name, facts.sex(), facts.birth(), document.kind() == DocumentKind.NONE ? null : document.kind(), document.number().isEmpty() ? null : Mask.identity(document.number()),
        facts.village(), facts.group(), facts.registered(), facts.resident(), facts.diedOn(),
        List.copyOf(kinds));
  }

  private static List<PersonView.Part> parts(Page page, Timeline timeline, Facts facts, LocalDate on, Shown shown) {
    List<PersonView.Part> parts = new ArrayList<>();
    PARTS.forEach((title, attributes) -> {
      List<PersonView.Fact> rows = attributes.stream().map(attribute -> fact(page, timeline, facts, on, attribute, shown)).filter(fact -> fact.value() != null || !fact.past().isEmpty()).toList();
      if (!rows.isEmpty()) parts.add(new PersonView.Part(page.t("register.part." + title), rows));
    });
    return parts;
  }

  private static PersonView.Fact fact(Page page, Timeline timeline, Facts facts, LocalDate on, Attribute attribute, Shown shown) {
    List<Timeline.Span> spans = timeline.history(attribute);
    Optional<Timeline.Span> held = spans.reversed().stream().filter(span -> !span.from().isAfter(on) && (span.to() == null || span.to().isAfter(on))).findFirst();
    List<PersonView.Past> past = spans.reversed().stream().filter(span -> held.isEmpty() || span != held.get())
        .map(span -> new PersonView.Past(shown.value(attribute, span.value()), span.from(), span.to(), span.statement().source(), span.statement().id())).toList();
    Object value = facts.value(attribute);
    String href = attribute == Attribute.GUARDIAN && value != null && shown.people().containsKey((Long) value) ? "/people/" + value : null;
    PersonView.Said said = held.map(span -> new PersonView.Said(span.statement().id(), span.statement().source(), span.from())).orElse(null);
    return new PersonView.Fact(attribute, page.t("people.attribute." + attribute), value == null ? null : shown.value(attribute, value), href, value == null ? null : said, past);
  }

  PersonView.Group group(Page page, Membership membership, LocalDate on) {
    boolean due = membership.until() == null && membership.reviewOn() != null && !membership.reviewOn().isAfter(today());
    return new PersonView.Group(membership, title(page, membership), membership.holds(on), due);
  }

  /** The group, with category and grade of a disability. */
  static String title(Page page, Membership membership) {
    String kind = page.t("people.group." + membership.kind());
    String category = membership.category() == null ? "" : page.tOr("register.disability." + membership.category(), membership.category());
    String grade = membership.grade() == null ? "" : page.tOr("register.grade." + membership.grade(), membership.grade());
    String more = (category + " " + grade).strip();
    return more.isEmpty() ? kind : kind + " · " + more;
  }

  private static List<PersonView.Happened> events(Page page, WholePerson whole, Shown shown) {
    return whole.events().stream().filter(event -> event.retractedAt() == null)
        .map(event -> new PersonView.Happened(
            event.id(), page.t("people.event." + event.kind()), event.on(), event.other() == null ? null : shown.person(event.other()),
            event.other() != null && whole.others().containsKey(event.other()) ? "/people/" + event.other() : null, event.note(), event.source()))
        .toList();
  }

  private List<PersonChapter.Chapter> chapters(Page page, WholePerson whole) {
    PersonChapter.Subject subject = new PersonChapter.Subject(whole.id(), whole.records(), whole.timeline(null).now().phones());
    return chapters.orderedStream().map(chapter -> chapter.of(page, subject)).flatMap(Optional::stream).toList();
  }

  private static List<Moment> history(Page page, WholePerson whole, Shown shown, Map<String, String> people) {
    List<Moment> moments = new ArrayList<>();
    for (Statement statement : whole.statements()) {
      String what = statement.facts().attributes().stream().map(attribute -> page.t("people.attribute." + attribute)).collect(Collectors.joining(page.t("register.comma")));
      String cleared = statement.cleared().stream().sorted().map(attribute -> page.t("people.attribute." + attribute)).collect(Collectors.joining(page.t("register.comma")));
      String text = cleared.isEmpty() ? what : (what + "\n" + page.t("register.history.cleared", cleared)).strip();
      String record = statement.personId() == whole.id() ? "" : " · " + page.t("register.history.record", String.valueOf(statement.personId()));
      moments.add(Moment.of(page.t("register.history.said", statement.source(), page.date(statement.validFrom())) + record, statement.recordedAt())
          .by(PersonView.who(page, people, statement.recordedBy())).text(text));
      Instant retracted = statement.retractedAt();
      if (retracted != null) {
        moments.add(Moment.of(page.t("register.history.retracted", what), retracted).by(PersonView.who(page, people, Objects.requireNonNull(statement.retractedBy())))
            .text(statement.retraction()).tone(Tone.WARNING));
      }
    }
    for (WholePerson.Joined joined : whole.merges()) {
      moments.add(Moment.of(page.t("register.history.merged", String.valueOf(joined.merged())), joined.at()).by(PersonView.who(page, people, joined.by())).text(joined.reason()).tone(Tone.INFO));
      if (joined.undoneAt() != null) moments.add(Moment.of(page.t("register.history.parted", String.valueOf(joined.merged())), joined.undoneAt()).tone(Tone.INFO));
    }
    moments.sort(Comparator.comparing((Moment moment) -> Objects.requireNonNull(moment.at())).reversed());
    return moments;
  }

  private static Set<String> writers(WholePerson whole) {
    Set<String> writers = new HashSet<>();
    whole.statements().forEach(statement -> {
      writers.add(statement.recordedBy());
      if (statement.retractedBy() != null) writers.add(statement.retractedBy());
    });
    whole.memberships().forEach(membership -> writers.add(membership.recordedBy()));
    whole.merges().forEach(joined -> writers.add(joined.by()));
    return writers;
  }

  LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}
