package org.guanjia.requests;

import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.Page;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What programs are told of a conflict: where the request stands now, so that they can decide anew (RFC 9457). */
@RestControllerAdvice(assignableTypes = {RequestsApi.class, MatterApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems {

  private final Matters matters;

  ApiProblems(Matters matters) {
    this.matters = matters;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(StaleRequest stale, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("api.problem.stale"));
    Callers.within(Callers.viewer(), () -> matters.line(stale.code()))
        .ifPresent(
            line -> {
              detail.setProperty("version", line.version());
              detail.setProperty("state", line.state());
            });
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> illegal(IllegalMove illegal, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("api.problem.illegalMove", page.t("requests.state." + illegal.from())));
    detail.setProperty("state", illegal.from());
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> taken(RequestsApi.NumberTaken taken, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("api.error.externalTaken")));
  }
}
