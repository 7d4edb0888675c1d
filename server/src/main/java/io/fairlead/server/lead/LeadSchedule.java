package io.fairlead.server.lead;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets the live feed and the watchdog be called by the clock. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class LeadSchedule {}
