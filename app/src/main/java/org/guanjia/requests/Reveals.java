package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.REQUEST;

import java.util.Map;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows who reported a matter, for a purpose that the audit log keeps (PIPL art. 6: only for a purpose, only what it needs). */
@Service
public class Reveals {

  /** Why a name or number is looked at. */
  public enum Purpose {
    /** To ask for or check facts. */
    ASK,
    /** To tell the answer. */
    TELL,
    /** To help on the spot. */
    VISIT,
    /** To check a complaint about how the matter was handled. */
    REVIEW
  }

  /** Null where nothing was left. */
  public record Person(@Nullable String name, @Nullable String phone) {}

  private final DSLContext sql;
  private final PersonalData personal;
  private final Audit audit;

  Reveals(DSLContext sql, PersonalData personal, Audit audit) {
    this.sql = sql;
    this.personal = personal;
    this.audit = audit;
  }

  /**
   * The reporter of that request, unmasked.
   *
   * @throws NoSuchRequest when there is none that this actor may see
   */
  @Transactional
  public Person reveal(String code, Purpose purpose) {
    RequestRecord request =
        sql.selectFrom(REQUEST).where(REQUEST.TOWN.eq(TownContext.required().town())).and(REQUEST.CODE.eq(code)).fetchOne();
    if (request == null) throw new NoSuchRequest(code);
    audit.record("requests.reveal", "request", code, Map.of("purpose", purpose.name()));
    return new Person(
        personal.decryptOrNull("requests.name", request.getReporterName()),
        personal.decryptOrNull("requests.phone", request.getReporterPhone()));
  }
}
