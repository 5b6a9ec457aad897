package org.guanjia.awards;

import java.time.YearMonth;
import java.util.List;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.people.Disclosure;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.notices.Notice;
import org.guanjia.platform.notices.Notices;
import org.guanjia.platform.notices.Recipient;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the person, or whoever asked for them, what was decided, by the phone that was left or that the register knows. A text message names
 * neither the person nor the programme's reasons: it says what was done, by which number, and where to ask.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class AwardNotices {

  static final String PHONE = "awards.phone";

  private final Notices notices;
  private final Disclosure disclosure;
  private final People people;
  private final PersonalData personal;

  AwardNotices(Notices notices, Disclosure disclosure, People people, PersonalData personal) {
    this.notices = notices;
    this.disclosure = disclosure;
    this.people = people;
    this.personal = personal;
  }

  void approved(AwardRecord row) {
    tell(row, "approved", YearMonth.from(row.getFromMonth()).toString());
  }

  void refused(AwardRecord row) {
    tell(row, "refused");
  }

  void papers(AwardRecord row) {
    tell(row, "papers");
  }

  void suspended(AwardRecord row, YearMonth from, String reason) {
    tell(row, "suspended", from.toString());
  }

  void ended(AwardRecord row, YearMonth last) {
    if (Award.EndReason.DIED.name().equals(row.getEndReason())) return; // nobody is left to be told
    tell(row, "ended", last.toString());
  }

  void appealDecided(AwardRecord row, boolean granted) {
    tell(row, granted ? "appealGranted" : "appealUpheld");
  }

  private void tell(AwardRecord row, String what, String... more) {
    String phone = phone(row);
    if (phone == null) return;
    String[] arguments = new String[more.length + 1];
    arguments[0] = String.valueOf(row.getId());
    System.arraycopy(more, 0, arguments, 1, more.length);
    notices.enqueue(Notice.of("award:" + row.getId() + ":" + what + ":" + row.getVersion(), new Recipient.Phone(phone), "awards.notice." + what, arguments));
  }

  private @Nullable String phone(AwardRecord row) {
    String left = personal.decryptOrNull(PHONE, row.getPhone());
    if (left != null) return left;
    PersonLine line = people.line(row.getPersonId()).orElse(null);
    if (line == null) return null;
    List<String> known = disclosure.visited(line.id()).phones();
    return known.isEmpty() ? null : known.getFirst();
  }
}
