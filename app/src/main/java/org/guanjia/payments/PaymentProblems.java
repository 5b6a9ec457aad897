package org.guanjia.payments;

import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.Page;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What programs are told of a conflict: where the thing stands now, so that they can decide anew (RFC 9457). */
@RestControllerAdvice(assignableTypes = {RunsApi.class, RunApi.class, RecoveriesApi.class, PaymentsApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class PaymentProblems {

  private final Payments payments;

  PaymentProblems(Payments payments) {
    this.payments = payments;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(StaleRun stale, Page page) {
    PaymentRun run = payments.run(stale.run());
    ProblemDetail detail = Conflict.detail(page, page.t("payments.problem.stale"));
    detail.setProperty("version", run.version());
    detail.setProperty("state", run.state());
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> illegal(IllegalRunMove illegal, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("payments.problem.illegal", page.t("payments.state." + illegal.from())));
    detail.setProperty("state", illegal.from());
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> recovery(IllegalRecoveryMove illegal, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("payments.problem.illegal", page.t("payments.recoveryState." + illegal.from())));
    detail.setProperty("state", illegal.from());
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> layout(Layouts.StaleLayout stale, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("payments.layout.stale")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> payday(PaymentCalendar.StalePayday stale, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("payments.payday.stale")));
  }
}
