package org.guanjia.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sets the town a request works for: the viewer's own, else the one of the address (?town=), else the first town. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TownFilter extends OncePerRequestFilter {

  private final String firstTown;

  TownFilter(@Value("${guanjia.town}") String firstTown) {
    this.firstTown = firstTown;
  }

  /** What is the same for everybody needs nobody's session, and is there while the database is not. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return AdmissionFilter.isForEverybody(request);
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Viewer viewer = CurrentViewer.get();
    TownContext context = viewer != null ? viewer.context() : resident(request.getParameter("town"));
    try {
      context.run(() -> proceed(request, response, chain));
    } catch (Wrapped wrapped) {
      if (wrapped.getCause() instanceof IOException io) throw io;
      if (wrapped.getCause() instanceof ServletException servlet) throw servlet;
      throw wrapped;
    }
  }

  private TownContext resident(@Nullable String town) {
    String code = town == null || !town.matches("[0-9A-Za-z-]{1,20}") ? firstTown : town;
    return new TownContext(code, "resident", null, null);
  }

  private static void proceed(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException e) {
      throw new Wrapped(e);
    }
  }

  private static final class Wrapped extends RuntimeException {
    Wrapped(Exception cause) {
      super(cause);
    }
  }
}
