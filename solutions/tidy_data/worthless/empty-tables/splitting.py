def split_by_station(table, share=0.25, random_state=0):
    return table, table
