package org.guanjia.platform.files;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import org.guanjia.platform.web.Address;
import org.guanjia.platform.web.Page;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A refused file where no form shows the reason beside its field: a page, or RFC 9457 JSON for programs. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class FileProblems {

  private final Templates templates;

  FileProblems(Templates templates) {
    this.templates = templates;
  }

  @ExceptionHandler
  ResponseEntity<?> refused(FileRefused refused, HttpServletRequest request, Page page) {
    var status = HttpStatusCode.valueOf(refused.reason().status());
    String text = page.t(refused.messageKey(), refused.arguments());
    var answer = ResponseEntity.status(status);
    if (status.value() == 503 || status.value() == 429) answer.header("Retry-After", "60");
    if (!Address.isApi(request)) {
      return answer.contentType(MediaType.TEXT_HTML).body(templates.uiProblem(page, status.value(), page.t("files.refused.title"), text, null));
    }
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text);
    detail.setTitle(page.t("files.refused.title"));
    detail.setProperty("reason", refused.reason());
    return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
  }
}
