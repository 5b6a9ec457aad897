package org.guanjia.awards;

import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.Page;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What programs are told of a conflict: where the award stands now, so that they can decide anew (RFC 9457). */
@RestControllerAdvice(assignableTypes = {AwardsApi.class, AwardApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class AwardProblems {

  private final Awards awards;

  AwardProblems(Awards awards) {
    this.awards = awards;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(StaleAward stale, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("awards.stale"));
    awards.find(stale.id()).ifPresent(award -> {
      detail.setProperty("version", award.version());
      detail.setProperty("state", award.state());
    });
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> illegal(IllegalAwardMove illegal, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("awards.illegal", page.t("awards.state." + illegal.from())));
    detail.setProperty("state", illegal.from());
    return Conflict.answer(detail);
  }
}
