package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.PHOTO;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.db.tables.records.MilestoneRecord;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts pictures into their one place, which they never leave; in the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Photographs {

  private final DSLContext sql;
  private final StoredFiles files;
  private final Clock clock;

  Photographs(DSLContext sql, StoredFiles files, Clock clock) {
    this.sql = sql;
    this.files = files;
    this.clock = clock;
  }

  void ofSurvey(ProjectRecord project, long survey, Collection<UUID> ids) {
    put(project, "photos", ids, survey, null, Slot.SURVEY, null);
  }

  /**
   * @throws InvalidInput when one stands elsewhere already, or its camera's date belies the slot
   */
  void ofMilestone(ProjectRecord project, MilestoneRecord milestone, Slot slot, @Nullable String caption, Collection<UUID> ids) {
    for (UUID id : ids) files.find(id).ifPresent(file -> checkDate(project, milestone, slot, file));
    put(project, "photos", ids, null, milestone.getId(), slot, caption);
  }

  private void put(
      ProjectRecord project, String field, Collection<UUID> ids, @Nullable Long survey, @Nullable Long milestone, Slot slot, @Nullable String caption) {
    if (ids.isEmpty()) return;
    if (ids.size() > Library.PHOTOS_MAX) throw new InvalidInput(field, "projects.error.tooManyPhotos", Library.PHOTOS_MAX);
    refuseThoseElsewhere(project, field, ids);
    for (UUID id : ids) if (files.find(id).filter(file -> !file.isPicture()).isPresent()) throw new InvalidInput(field, "projects.error.noPicture");
    attach(project, field, ids);
    for (UUID id : ids) {
      sql.insertInto(PHOTO)
          .set(PHOTO.TOWN, project.getTown())
          .set(PHOTO.FILE_ID, id)
          .set(PHOTO.PROJECT_ID, project.getId())
          .set(PHOTO.SURVEY_ID, survey)
          .set(PHOTO.MILESTONE_ID, milestone)
          .set(PHOTO.SLOT, slot.name())
          .set(PHOTO.CAPTION, caption)
          .set(PHOTO.ADDED_BY, ProjectMoves.actor())
          .set(PHOTO.ADDED_AT, clock.instant())
          .execute();
    }
  }

  private void refuseThoseElsewhere(ProjectRecord project, String field, Collection<UUID> ids) {
    List<UUID> before = sql.select(PHOTO.FILE_ID).from(PHOTO).where(PHOTO.TOWN.eq(project.getTown())).and(PHOTO.FILE_ID.in(ids)).fetch(PHOTO.FILE_ID);
    if (!before.isEmpty()) throw new InvalidInput(field, "projects.error.photoElsewhere");
  }

  private void attach(ProjectRecord project, String field, Collection<UUID> ids) {
    try {
      files.attach(ids, owner(project.getCode()));
    } catch (FileRefused refused) {
      throw new InvalidInput(field, refused.reason() == FileRefused.Reason.UNKNOWN ? "projects.error.photoElsewhere" : refused.messageKey(), refused.arguments());
    }
  }

  /** What stood before cannot have been taken after the milestone was reached, what stands after not before the work began. */
  private void checkDate(ProjectRecord project, MilestoneRecord milestone, Slot slot, StoredFile file) {
    Instant takenAt = file.takenAt();
    if (takenAt == null) return;
    LocalDate taken = LocalDate.ofInstant(takenAt, ProjectMoves.ZONE);
    LocalDate done = milestone.getDoneOn();
    LocalDate started = project.getStartedOn();
    if (slot == Slot.BEFORE && done != null && taken.isAfter(done)) throw new InvalidInput("photos", "projects.error.notBefore", taken, done);
    if (slot == Slot.AFTER && started != null && taken.isBefore(started)) throw new InvalidInput("photos", "projects.error.notAfter", taken, started);
  }

  static String owner(String code) {
    return "project:" + code;
  }
}
