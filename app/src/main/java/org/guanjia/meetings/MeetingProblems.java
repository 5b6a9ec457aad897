package org.guanjia.meetings;

import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.Page;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What programs are told of a conflict, in words that say what stands in the way (RFC 9457). */
@RestControllerAdvice(assignableTypes = {MeetingsApi.class, MeetingApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class MeetingProblems {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(StaleMeeting stale, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("meetings.problem.stale")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> illegal(IllegalMeetingMove illegal, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("meetings.problem.illegalMove", page.t("meetings.state." + illegal.from()))));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> moved(MatterMovedOn moved, Page page) {
    String key = moved.stateKey();
    return Conflict.answer(Conflict.detail(page, key == null ? page.t("meetings.problem.matterChanged") : page.t("meetings.problem.matterMoved", page.t(key))));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> decided(DecidedBefore before, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("meetings.problem.decidedBefore")));
  }
}
