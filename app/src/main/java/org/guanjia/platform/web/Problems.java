package org.guanjia.platform.web;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.guanjia.platform.access.Open;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Every failure that no controller answered itself: a page in the viewer's language that says what to do, or RFC 9457
 * JSON for programs. A failure of ours is logged under a reference that the page shows; its text never goes out.
 */
@RestController
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class Problems implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final WebConfiguration.Pages pages;
  private final Templates templates;
  private final List<OwnErrors> doors;

  Problems(WebConfiguration.Pages pages, Templates templates, List<OwnErrors> doors) {
    this.pages = pages;
    this.templates = templates;
    this.doors = doors;
  }

  @ExceptionHandler
  @Nullable ResponseEntity<?> thrown(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
    if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) throw failure;
    Exception told = Unreadable.named(failure);
    return answer(Problem.of(told), told, request, response);
  }

  @Open
  @RequestMapping("/error")
  @Nullable ResponseEntity<?> dispatched(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object failure = request.getAttribute(jakarta.servlet.RequestDispatcher.ERROR_EXCEPTION);
    return answer(Problem.of(request), failure instanceof Throwable throwable ? throwable : null, request, response);
  }

  /** Null when a door has written the answer itself. */
  private @Nullable ResponseEntity<?> answer(
      Problem problem, @Nullable Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
    String reference = problem.status() >= 500 ? log(problem, failure, request) : null;
    for (OwnErrors door : doors) {
      if (!door.at(Address.of(request))) continue;
      if (problem.retryAfter() != null) response.setHeader(HttpHeaders.RETRY_AFTER, problem.retryAfter());
      door.tell(problem.status(), reference, request, response);
      return null;
    }
    Page page = pages.page(request, response);
    var answer = ResponseEntity.status(HttpStatusCode.valueOf(problem.status()));
    if (problem.retryAfter() != null) answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfter());
    return wantsPage(request)
        ? answer.contentType(MediaType.TEXT_HTML).body(html(page, problem, reference))
        : answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(json(page, problem, failure, reference));
  }

  private JteModel html(Page page, Problem problem, @Nullable String reference) {
    return templates.uiProblem(
        page, problem.status(), page.t(problem.key() + ".title"), page.t(problem.key() + ".text"), reference);
  }

  private static ProblemDetail json(Page page, Problem problem, @Nullable Throwable failure, @Nullable String reference) {
    String text = failure instanceof Unreadable.TooLarge ? "json.error.bodyTooLarge" : problem.key() + ".text";
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(problem.status()), page.t(text));
    detail.setTitle(page.t(problem.key() + ".title"));
    if (reference != null) detail.setProperty("reference", reference);
    if (failure instanceof InvalidInput invalid) {
      List<Map<String, String>> errors = fields(page, invalid);
      detail.setDetail(errors.stream().map(error -> error.get("field") + ": " + error.get("message")).collect(Collectors.joining(" ")));
      detail.setProperty("errors", errors);
    }
    String position = Unreadable.position(failure);
    if (position != null) detail.setProperty("position", position);
    return detail;
  }

  private static List<Map<String, String>> fields(Page page, InvalidInput invalid) {
    return invalid.errors().stream()
        .map(error -> Map.of("field", error.field(), "message", page.t(error.key(), error.arguments().toArray())))
        .toList();
  }

  private static String log(Problem problem, @Nullable Throwable failure, HttpServletRequest request) {
    String reference = UUID.randomUUID().toString().substring(0, 8);
    String path = Address.of(request);
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value() && failure != null) {
      // A database that is away fails every request alike: a line for each is enough.
      LOG.warn("{} {} {} reference {}: {}", problem.status(), request.getMethod(), path, reference, NestedExceptionUtils.getMostSpecificCause(failure).toString());
    } else {
      LOG.error("{} {} {} reference {}", problem.status(), request.getMethod(), path, reference, failure);
    }
    return reference;
  }

  private static boolean wantsPage(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return !Address.isApi(request) && (accept == null || accept.contains("text/html") || accept.contains("*/*"));
  }
}
