package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ATTACHMENT;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Pictures and papers of requests: who may see the request may see them. */
@Component
public class Attachments {

  private final DSLContext sql;
  private final StoredFiles files;
  private final Clock clock;

  Attachments(DSLContext sql, StoredFiles files, Clock clock) {
    this.sql = sql;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Binds uploaded files to a request, in the caller's transaction; a file bound before stays as it is.
   *
   * @throws org.guanjia.platform.files.FileRefused when one is unknown or belongs to something else
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void attach(RequestRecord request, Collection<UUID> ids, AttachmentKind kind) {
    if (ids.isEmpty()) return;
    files.attach(ids, owner(request.getCode()));
    for (UUID id : ids) {
      sql.insertInto(ATTACHMENT)
          .set(ATTACHMENT.TOWN, request.getTown())
          .set(ATTACHMENT.REQUEST_ID, request.getId())
          .set(ATTACHMENT.FILE_ID, id)
          .set(ATTACHMENT.KIND, kind.name())
          .set(ATTACHMENT.ADDED_AT, clock.instant())
          .set(ATTACHMENT.ADDED_BY, TownContext.required().actor())
          .onConflictDoNothing()
          .execute();
    }
  }

  /** The file, when it belongs to the request of that code and the current actor may see that request. */
  @Transactional(readOnly = true)
  public Optional<StoredFile> find(String code, UUID fileId) {
    boolean known =
        sql.fetchExists(
            sql.selectOne()
                .from(REQUEST)
                .join(ATTACHMENT)
                .on(ATTACHMENT.TOWN.eq(REQUEST.TOWN))
                .and(ATTACHMENT.REQUEST_ID.eq(REQUEST.ID))
                .where(REQUEST.TOWN.eq(TownContext.required().town()))
                .and(REQUEST.CODE.eq(code))
                .and(ATTACHMENT.FILE_ID.eq(fileId)));
    return known ? files.find(fileId).filter(file -> owner(code).equals(file.owner())) : Optional.empty();
  }

  /**
   * The file, when the reporter of that request may see it: what was reported with it, and what the place looked like
   * before and after, also at the matter that carries a merged request along. Papers of the office never.
   */
  @Transactional(readOnly = true)
  Optional<StoredFile> findForReporter(String code, UUID fileId) {
    var own = REQUEST.as("own");
    var matter = REQUEST.as("matter");
    String holder =
        sql.select(matter.CODE)
            .from(own)
            .join(matter)
            .on(matter.TOWN.eq(own.TOWN))
            .and(matter.ID.eq(own.ID).or(matter.ID.eq(own.MERGED_INTO)))
            .join(ATTACHMENT)
            .on(ATTACHMENT.TOWN.eq(matter.TOWN))
            .and(ATTACHMENT.REQUEST_ID.eq(matter.ID))
            .where(own.TOWN.eq(TownContext.required().town()))
            .and(own.CODE.eq(code))
            .and(ATTACHMENT.FILE_ID.eq(fileId))
            .and(ATTACHMENT.KIND.in(AttachmentKind.BEFORE.name(), AttachmentKind.AFTER.name())
                .or(ATTACHMENT.KIND.eq(AttachmentKind.REPORTED.name()).and(matter.ID.eq(own.ID))))
            .fetchAny(matter.CODE);
    return holder == null ? Optional.empty() : files.find(fileId).filter(file -> owner(holder).equals(file.owner()));
  }

  static String owner(String code) {
    return "request:" + code;
  }
}
