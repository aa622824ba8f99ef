"""Charts of the results screen: months, revenue bridge, landing of the year, cash, concentration over time."""
