package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.guanjia.people.PersonChapter;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The requests that were reported with one of a person's phones, as far as the viewer may see them; never those that were to stay without a name. */
@Component
class RequestsOfPerson implements PersonChapter {

  private static final int SHOWN_MAX = 20;

  private final DSLContext sql;
  private final PersonalData personal;

  RequestsOfPerson(DSLContext sql, PersonalData personal) {
    this.sql = sql;
    this.personal = personal;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Chapter> of(Page page, Subject subject) {
    if (!page.may(Permission.REQUESTS_VIEW)) return Optional.empty();
    List<Line> lines = subject.phones().isEmpty() ? List.of() : lines(page, subject.phones());
    boolean more = lines.size() > SHOWN_MAX;
    return Optional.of(new Chapter(page.t("requests.ofPerson"), more ? lines.subList(0, SHOWN_MAX) : lines, more ? page.t("requests.ofPerson.more", SHOWN_MAX) : null, null));
  }

  private List<Line> lines(Page page, List<String> phones) {
    List<byte[]> indexes = phones.stream().map(phone -> personal.blindIndex("phone", phone)).toList();
    return sql.select(REQUEST.CODE, REQUEST.TITLE, REQUEST.STATE, REQUEST.RECEIVED_AT)
        .from(REQUEST)
        .where(REQUEST.TOWN.eq(TownContext.required().town()), REQUEST.PHONE_INDEX.in(indexes), REQUEST.ANONYMOUS.isFalse())
        .orderBy(REQUEST.RECEIVED_AT.desc(), REQUEST.ID.desc())
        .limit(SHOWN_MAX + 1)
        .fetch(row -> {
          State state = State.valueOf(row.value3());
          LocalDate on = LocalDate.ofInstant(row.value4(), Deadlines.ZONE);
          return new Line(on, row.value2(), page.t("requests.state." + state), state.open() ? Tone.INFO : Tone.NEUTRAL, "/requests/" + row.value1());
        });
  }
}
