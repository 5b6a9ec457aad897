package org.guanjia.benefits;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings together what a programme's page shows. */
@Component
@Transactional(readOnly = true)
class ProgrammeViews {

  private final ProgrammeStore store;
  private final Programmes programmes;
  private final Versions versions;
  private final JointRules joint;
  private final Users users;

  ProgrammeViews(ProgrammeStore store, Programmes programmes, Versions versions, JointRules joint, Users users) {
    this.store = store;
    this.programmes = programmes;
    this.versions = versions;
    this.joint = joint;
    this.users = users;
  }

  /**
   * A programme's page.
   *
   * @param number of the version to show; null for the one in force, else the latest
   * @param besideNumber of the version to compare with; null for the one that a draft takes over, else none
   * @throws NoSuchProgramme when there is none of that code, or no such version
   */
  ProgrammeView of(Page page, String code, @Nullable Integer number, @Nullable Integer besideNumber) {
    ProgrammeLine programme = programmes.find(code).orElseThrow(() -> new NoSuchProgramme(code));
    List<Version> all = store.versions(code);
    Version shown = chosen(programme, all, number);
    if (shown == null) throw new NoSuchProgramme(code + " " + number);
    boolean open = shown.state() == VersionState.DRAFT || shown.state() == VersionState.PROPOSED;
    Integer other = besideNumber == null && open ? shown.basedOn() : besideNumber;
    Version beside = other == null ? null : all.stream().filter(version -> version.number() == other).findFirst().orElse(null);
    List<ProgrammeStore.Deed> deeds = store.history(code);
    Map<String, String> people = users.names(ids(all, deeds));
    return new ProgrammeView(
        programme, shown, new ProgrammeWords(page, shown, store.thisMonth()), tables(shown), open ? versions.check(shown) : null, all, beside,
        beside == null ? List.of() : ProgrammeWords.differences(page, beside, shown), deeds.stream().map(deed -> moment(page, deed, people)).toList(), joint(page, code), shown.parameters(), people,
        store.thisMonth(), page.may(Permission.PROGRAMMES_EDIT), page.may(Permission.PROGRAMMES_RELEASE),
        page.may(Permission.PROGRAMMES_RELEASE) && shown.state() != VersionState.WITHDRAWN && shown.state() != VersionState.SUPERSEDED);
  }

  private static @Nullable Version chosen(ProgrammeLine programme, List<Version> all, @Nullable Integer number) {
    if (number != null) return all.stream().filter(version -> version.number() == number).findFirst().orElse(null);
    return all.stream().filter(version -> programme.inForce() != null && version.number() == programme.inForce()).findFirst().orElse(all.isEmpty() ? null : all.getFirst());
  }

  static List<DmnTable> tables(Version version) {
    return DmnDocument.read(version.dmn()).map(DmnDocument::tables).orElse(List.of());
  }

  private static Set<String> ids(List<Version> all, List<ProgrammeStore.Deed> deeds) {
    Set<String> ids = new LinkedHashSet<>();
    all.forEach(version -> Stream.of(version.draftedBy(), version.changedBy(), version.proposedBy(), version.releasedBy()).filter(java.util.Objects::nonNull).forEach(ids::add));
    all.forEach(version -> version.parameters().forEach(each -> Stream.ofNullable(each.confirmedBy()).forEach(ids::add)));
    deeds.forEach(deed -> ids.add(deed.by()));
    return ids;
  }

  private static Moment moment(Page page, ProgrammeStore.Deed deed, Map<String, String> people) {
    String title = page.t("benefits.deed." + deed.deed(), deed.number());
    String note = switch (deed.deed()) {
      case "written" -> page.t("benefits.deed.written." + deed.note());
      case "drafted" -> page.t("benefits.deed.drafted.from", deed.note());
      case "superseded", "shortened" -> page.t("benefits.version.number", deed.note());
      case "confirmed" -> confirmed(page, String.valueOf(deed.note()));
      default -> deed.note();
    };
    Tone tone = switch (deed.deed()) {
      case "released" -> Tone.SUCCESS;
      case "withdrawn", "returned" -> Tone.WARNING;
      default -> Tone.NEUTRAL;
    };
    return Moment.of(title, deed.at()).by(people.getOrDefault(deed.by(), page.tOr("benefits.who." + deed.by(), deed.by()))).text(note).tone(tone);
  }

  /** Such as {@code amount_80 2025-01-01} and the document, as {@link Versions#confirm} notes it. */
  private static String confirmed(Page page, String note) {
    String[] parts = note.split(" ", 3);
    if (parts.length < 3) return note;
    return page.t("benefits.deed.confirmed.what", page.tOr("benefits.parameter." + parts[0], parts[0]), page.date(LocalDate.parse(parts[1])), parts[2]);
  }

  private List<String> joint(Page page, String code) {
    List<String> sentences = new ArrayList<>();
    Map<String, String> names = programmes.names(page.locale());
    for (JointRules.Line rule : joint.all()) {
      if (rule.approvedBy() != null && rule.programmes().contains(code)) {
        String stands = rule.confirmedBy() == null ? page.t("benefits.unconfirmed") : String.valueOf(rule.document());
        sentences.add(page.t("benefits.joint.stands", sentence(page, rule, names), stands));
      }
    }
    return sentences;
  }

  static String sentence(Page page, JointRules.Line rule, Map<String, String> names) {
    String together = String.join(page.t("benefits.comma"), rule.programmes().stream().map(each -> names.getOrDefault(each, each)).toList());
    return page.t("benefits.joint." + rule.kind(), together, rule.capFen() == null ? "" : page.money(rule.capFen()), MonthWords.span(page, rule.from(), rule.until()));
  }
}
